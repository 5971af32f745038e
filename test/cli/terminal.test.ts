import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, test } from "node:test";
import { Run } from "../../src/runs/run.js";
import { environment, quickRun, script, temporaryFolder } from "./atelier.js";

const { error, status } = spawnSync("script", ["-qec", "true", "/dev/null"], { stdio: "ignore" });
const skip =
  error || status !== 0 ? "util-linux's `script` is not here: no terminal to test" : false;

/** Runs `atelier` in a terminal of 80 columns; `keys` are pressed once `when` has appeared. */
function inTerminal(args: readonly string[], keys: string, when: RegExp) {
  const quoted = [process.execPath, script, ...args].map((word) => `'${word}'`).join(" ");
  const child = spawn("script", ["-qec", `stty cols 80; exec ${quoted}`, "/dev/null"], {
    env: { ...environment, TERM: "xterm" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  after(() => child.kill("SIGKILL"));
  let [screen, pressed] = ["", false];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    if (pressed || !when.test(screen)) return;
    pressed = true;
    child.stdin.write(keys);
  });
  return new Promise<{ readonly status: number | null; readonly screen: string }>((resolve) => {
    child.on("close", (code) => resolve({ status: code, screen }));
  });
}

const hidden = "\u001b[?25l";
const shown = "\u001b[?25h";

test("in a terminal a run shows a bar with the time left, and Ctrl-C stops it saved", {
  skip,
}, async () => {
  const out = join(temporaryFolder(), "run");
  const { status, screen } = await inTerminal(
    quickRun(out, "--steps", "5000"),
    "\u0003",
    /step \d+ of 5000/,
  );
  assert.equal(status, 0, screen);
  assert.match(screen, /-{16} 0% step \d+ of 5000, \d+:\d\d:\d\d left, \d+ images\/s/);
  assert.match(screen, /\nstopping after this step and saving \(Ctrl-C again: at once\)\r?\n/);
  assert.match(screen, /\nstopped after \d+ of 5000 steps, /);
  assert.ok(screen.includes(hidden));
  assert.ok(screen.lastIndexOf(shown) > screen.lastIndexOf(hidden), "the cursor stays hidden");
  assert.equal(new Run(out).status.state, "stopped");
});
