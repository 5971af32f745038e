import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { expected } from "../src/errors.js";
import type { Program } from "./programs.js";

/** What a worker says of itself when it has loaded its framework. */
export interface Hello {
  readonly idleMiB: number;
  readonly versions: Readonly<Record<string, string>>;
}

/** What the bench asks of a worker. */
export type Command =
  | { readonly do: "open"; readonly net: unknown; readonly mode: string; readonly file: string }
  | { readonly do: "check" }
  | { readonly do: "time"; readonly steps: number }
  | { readonly do: "end" };

/** Milliseconds of each step; losses `[D, G]` where they are compared. */
export interface Played {
  readonly ms: readonly number[];
  readonly losses?: readonly (readonly number[])[];
}

const TAIL = 2000;

/** A long-lived program of the comparison: commands on stdin, one line of JSON each; answers on fd 3. */
export class Worker {
  private readonly child: ChildProcess;
  private readonly answers: AsyncIterator<string>;
  private tail = "";

  constructor(
    readonly program: Program,
    pythons: Readonly<Record<string, string>>,
  ) {
    const { command, args, env } = program.start(pythons);
    this.child = spawn(command, args, {
      stdio: ["pipe", "ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    this.child.stderr?.on("data", (chunk) => {
      if (this.child.killed) return;
      this.tail = (this.tail + chunk).slice(-TAIL);
    });
    this.child.on("error", (error) => {
      this.tail += error.message;
    });
    this.child.stdin?.on("error", () => {}); // its end is told by the missing answer
    const lines = createInterface({ input: this.child.stdio[3] as Readable });
    this.answers = lines[Symbol.asyncIterator]();
  }

  /** @throws Error with the end of the worker's stderr when it dies. */
  private async answer<T>(): Promise<T> {
    const { value, done } = await this.answers.next();
    if (!done) return JSON.parse(value) as T;
    throw new Error(
      expected(this.program.name, "an answer", `its end:\n${this.tail.trim() || "(no message)"}`),
    );
  }

  hello(): Promise<Hello> {
    return this.answer();
  }

  ask<T>(command: Command): Promise<T> {
    this.child.stdin?.write(`${JSON.stringify(command)}\n`);
    return this.answer();
  }

  /** Ends the process at once. @param why what a waiting question is then told. */
  kill(why = "it was ended"): void {
    this.tail = why;
    this.child.kill("SIGKILL");
  }
}
