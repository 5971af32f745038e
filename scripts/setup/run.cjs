"use strict";
const { spawn, spawnSync } = require("node:child_process");
const { createWriteStream, mkdirSync } = require("node:fs");
const { join } = require("node:path");
const { notes, root } = require("./paths.cjs");
const { noteChild } = require("./processes.cjs");

const tailLines = 25;

/** A command's first line of output (stdout, else stderr), or null when it cannot be run. */
function ask(command, args) {
  const done = spawnSync(command, args, { encoding: "utf8", timeout: 20_000 });
  if (done.error || done.status !== 0) return null;
  return (done.stdout.trim() || done.stderr.trim()).split("\n")[0].trim();
}

/**
 * Runs a command to its end; its output goes to `.cache/setup.log` and, line by line, to `onLine`.
 * @throws Error with the last lines of the output when it fails.
 */
function run(command, args, { cwd = root, env = process.env, onLine = () => {} } = {}) {
  mkdirSync(notes, { recursive: true });
  const log = createWriteStream(join(notes, "setup.log"), { flags: "a" });
  log.on("error", () => {});
  log.write(`\n> ${command} ${args.join(" ")}\n`);
  return new Promise((resolve, reject) => {
    const tail = [];
    let rest = "";
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    noteChild(child);
    const take = (chunk) => {
      log.write(chunk);
      const lines = (rest + chunk).split(/\r?\n|\r/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        tail.push(line);
        if (tail.length > tailLines) tail.shift();
        onLine(line);
      }
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    const failed = (what) => {
      log.end();
      reject(new Error([`${command}: ${what}`, ...tail, rest].filter(Boolean).join("\n")));
    };
    child.on("error", (error) => failed(error.message));
    child.on("close", (code, signal) => {
      if (code !== 0) return failed(`expected exit status 0, got ${signal ?? code}`);
      log.end();
      resolve(tail);
    });
  });
}

module.exports = { ask, run };
