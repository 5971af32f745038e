"use strict";
const fs = require("node:fs");
const { join } = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");
const { notes } = require("./paths.cjs");
const { readJson, writeJson } = require("./stamp.cjs");

const childNote = join(notes, "setup.child.json");

/** When a process began (Linux), so that a reused process id is not taken for the old holder. */
function startOf(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Notes the process that works for set-up now, until it has ended. */
function noteChild(child) {
  if (child.pid === undefined) return;
  writeJson(childNote, { pid: child.pid, start: startOf(child.pid) });
  child.once("close", () => fs.rmSync(childNote, { force: true }));
}

/** Ends what a killed set-up left working, before its work is done again. */
async function endOrphan() {
  const left = readJson(childNote);
  const lives = () => left?.start && isAlive(left.pid) && startOf(left.pid) === left.start;
  if (lives()) process.kill(left.pid, "SIGKILL");
  while (lives()) await sleep(50);
  fs.rmSync(childNote, { force: true });
}

module.exports = { endOrphan, isAlive, noteChild, startOf };
