import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { projectRoot } from "../../src/project.js";

/** How a command ended. */
export interface Outcome {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  /** Lines on stderr, without what TensorFlow's library says while it loads. */
  readonly errors: readonly string[];
  readonly seconds: number;
}

/** A command at work. */
export interface Command {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
  /** Resolves when a pattern is in the standard output; rejects if the command ends before. */
  printed(pattern: RegExp): Promise<void>;
}

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "atelier-cli-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const home = temporaryFolder();

/** Where runs go that name no folder. */
export const checkpoints = join(home, "checkpoints");

const { ATELIER_DATA: _, ...inherited } = process.env;

/** The tests' own world: no network, no data but the lab's own, runs and caches in a folder aside. */
export const environment: NodeJS.ProcessEnv = {
  ...inherited,
  ATELIER_OFFLINE: "1",
  ATELIER_CHECKPOINTS: checkpoints,
  XDG_CACHE_HOME: join(home, "cache"),
};

/** The committed script behind `npx atelier`. */
export const script = join(projectRoot(), "scripts", "atelier.cjs");

const ofLibrary = /^(WARNING: All log messages before absl|[IW]\d{4} )/;

/** Starts `atelier` with some arguments; nothing it starts outlives the tests. */
export function start(args: readonly string[], more: NodeJS.ProcessEnv = {}): Command {
  const began = performance.now();
  const env = { ...environment, ...more };
  const child = spawn(process.execPath, [script, ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  after(() => child.kill("SIGKILL"));
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const outcome = new Promise<Outcome>((resolve) => {
    child.on("close", (status, signal) => {
      const errors = stderr.split("\n").filter((line) => line !== "" && !ofLibrary.test(line));
      resolve({ status, signal, stdout, errors, seconds: (performance.now() - began) / 1000 });
    });
  });
  const printed = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => pattern.test(stdout) && resolve();
      child.stdout.on("data", look);
      child.on("close", () => reject(new Error(`no ${pattern} in:\n${stdout}\n${stderr}`)));
      look();
    });
  return { child, outcome, printed };
}

/** Runs `atelier` to its end. */
export function atelier(...args: readonly string[]): Promise<Outcome> {
  return start(args).outcome;
}

/** The arguments of a run of the smallest network. */
export function quickRun(out: string, ...more: readonly string[]): string[] {
  return ["run", "gan128MNIST", "--quick", "--out", out, ...more];
}
