"use strict";

const heartbeatMs = 15_000;

/** Seconds since `start` (from `Date.now()`), as "3.4 s". */
function since(start) {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}

/** A line that can be rewritten in a terminal and is said now and then where there is none. */
function liveLine(label) {
  const start = Date.now();
  const terminal = process.stdout.isTTY;
  let note = "";
  let saidAt = start;
  const draw = () => {
    const text = `${label} ${note} (${since(start)})`;
    if (terminal) {
      process.stdout.write(`\r\x1b[2K${text.slice(0, (process.stdout.columns || 80) - 1)}`);
    } else if (Date.now() - saidAt > heartbeatMs) {
      saidAt = Date.now();
      console.log(text);
    }
  };
  const timer = setInterval(draw, 500);
  return {
    note(text) {
      note = text;
      draw();
    },
    say(text) {
      if (terminal) process.stdout.write("\r\x1b[2K");
      console.log(`      ${text}`);
      draw();
    },
    end(text) {
      clearInterval(timer);
      if (terminal) process.stdout.write("\r\x1b[2K");
      console.log(`${label} ${text} (${since(start)})`);
    },
  };
}

/**
 * One step of set-up: nothing when it is already good, else its work with progress and time.
 * @param step `{ title, check(), work(line) }`; `check` gives null when good, else what is wrong;
 *   `work` gives one line on what it did.
 */
async function runStep(step, index, count) {
  const label = `[${index}/${count}] ${step.title.padEnd(14)}`;
  const line = liveLine(label);
  try {
    const wrong = step.check();
    if (wrong === null) {
      line.end(step.good ? step.good() : "already good");
      return;
    }
    if (!process.stdout.isTTY) console.log(`${label} ${wrong}`);
    line.note(wrong);
    line.end(await step.work(line));
  } catch (error) {
    line.end("failed");
    throw error;
  }
}

module.exports = { runStep, since };
