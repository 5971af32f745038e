import { readFileSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import type { PicturePairs } from "../../src/data/pairedBatches.js";
import type { Iteration } from "../../src/iterations/iteration.js";
import { batchFor, CHECKED_STEPS } from "../inputs.js";
import type { Command, Hello } from "../worker.js";

/** A game whose steps are timed: `[D, G ..]`, the losses. */
export interface BenchGame {
  step(batch: PicturePairs, step: number): readonly number[];
}

/** A figure of this process's memory in MiB: VmRSS is now, VmHWM the peak. */
function memoryMiB(field: "VmRSS" | "VmHWM"): number {
  const line = new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(
    readFileSync("/proc/self/status", "utf8"),
  );
  return Number(line?.[1] ?? 0) / 1024;
}

/** What a game is made of: the file has all networks' arrays. */
export interface Start {
  readonly iteration: Iteration;
  readonly mode: string;
  readonly file: string;
}

type Open = (start: Start) => BenchGame | Promise<BenchGame>;

/** Milliseconds and losses of one step. */
function timed(game: BenchGame, batch: PicturePairs, step: number) {
  const start = performance.now();
  const losses = game.step(batch, step);
  return { ms: performance.now() - start, losses };
}

/** Answers commands one by one; a step in between holds the event loop, as in training. */
class Server {
  private game: BenchGame | undefined;
  private batches: readonly PicturePairs[] = [];
  private count = 0;

  constructor(private readonly open: Open) {}

  async answer(command: Command): Promise<object> {
    switch (command.do) {
      case "open": {
        const { iteration } = command.net as { iteration: Iteration };
        this.batches = Array.from({ length: CHECKED_STEPS }, (_, step) =>
          batchFor(iteration, step),
        );
        const { mode, file } = command;
        this.game = await this.open({ iteration, mode, file });
        return { done: true };
      }
      case "check":
        return this.play(this.batches);
      case "time":
        return this.play(
          Array.from({ length: command.steps }, () => this.batches[0] as PicturePairs),
        );
      case "end":
        return { peakMiB: memoryMiB("VmHWM") };
    }
  }

  private play(batches: readonly PicturePairs[]): object {
    const { game } = this;
    if (!game) throw new Error("worker: expected open first");
    const steps = batches.map((batch) => timed(game, batch, this.count++));
    return { ms: steps.map(({ ms }) => ms), losses: steps.map(({ losses }) => losses) };
  }
}

/** Serves the bench until it says `end`. @param open makes the game of an iteration. */
export async function serve(versions: Hello["versions"], open: Open): Promise<void> {
  const say = (value: object) => writeSync(3, `${JSON.stringify(value)}\n`);
  say({ idleMiB: memoryMiB("VmRSS"), versions } satisfies Hello);
  const server = new Server(open);
  for await (const line of createInterface({ input: process.stdin })) {
    const command = JSON.parse(line) as Command;
    say(await server.answer(command));
    if (command.do === "end") break;
  }
  process.exit(0);
}
