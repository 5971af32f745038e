"use strict";
const fs = require("node:fs");
const { hostname } = require("node:os");
const { dirname } = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");
const { isAlive, startOf } = require("./processes.cjs");
const { readJson } = require("./stamp.cjs");

const heartbeatMs = 5_000;
const silentMs = 60_000;

/** Whether a lock's holder is gone: its process on this machine, its heartbeat on another. */
function isStale(path, holder) {
  if (holder?.host === hostname()) {
    if (!isAlive(holder.pid)) return true;
    return holder.start !== undefined && holder.start !== startOf(holder.pid);
  }
  const stat = fs.statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > silentMs;
}

/** Takes the lock with its content in one step, or says that somebody has it. */
function tryTake(path, mine) {
  const aside = `${path}.${process.pid}`;
  fs.writeFileSync(aside, JSON.stringify(mine));
  try {
    fs.linkSync(aside, path);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

/** Puts a dead holder's lock away; one that was taken meanwhile is put back. */
function clearStale(path, holder) {
  const aside = `${path}.stale-${process.pid}`;
  try {
    fs.renameSync(path, aside);
    const moved = readJson(aside);
    if (moved?.pid !== holder?.pid || moved?.start !== holder?.start) fs.linkSync(aside, path);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

/**
 * Runs `work` while holding the lock file `path`; waits for another holder and says so once.
 * A holder that was killed does not block: its process id is looked up.
 */
async function withLock(path, say, work) {
  fs.mkdirSync(dirname(path), { recursive: true });
  const mine = { pid: process.pid, start: startOf(process.pid), host: hostname() };
  let said = false;
  while (!tryTake(path, mine)) {
    const holder = readJson(path);
    if (isStale(path, holder)) {
      clearStale(path, holder);
      continue;
    }
    if (!said && holder) {
      say(`waiting for another set-up (process ${holder.pid} on ${holder.host})`);
      said = true;
    }
    await sleep(200);
  }
  const beat = setInterval(() => {
    const now = new Date();
    fs.utimes(path, now, now, () => {});
  }, heartbeatMs);
  const release = () => fs.rmSync(path, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off("exit", release);
    release();
  }
}

module.exports = { withLock };
