import { expected } from "../src/errors.js";
import { buildNetworks } from "../src/iterations/networks.js";
import { differenceOf, type Losses } from "./compareLosses.js";
import type { BenchNet } from "./nets.js";
import type { Program, Pythons } from "./programs.js";
import { type Hello, type Played, Worker } from "./worker.js";

/** Milliseconds that a program works in one round; a step or a cycle of steps at least. */
const ROUND_MS = 2000;
const MOST_STEPS = 60;
/** Seconds for the compared steps and for one step; a program that needs more is left out. */
const LIMITS = { check: 120, step: 15 };

/** What was found out about one program on one network. */
export interface Outcome {
  readonly program: Program;
  readonly hello: Hello;
  /** Milliseconds a step: the median of each round. */
  readonly rounds: readonly number[];
  /** The fastest single step, or cycle of steps divided by their number. */
  readonly minMs: number;
  readonly firstStepMs: number;
  readonly peakMiB: number;
  /** Largest difference of its losses from the reference's. */
  readonly lossDifference: number;
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? Number.NaN];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** Mean milliseconds a step of each whole cycle of steps. */
function cycles(ms: readonly number[], length: number): number[] {
  return Array.from({ length: Math.floor(ms.length / length) }, (_, index) => {
    const part = ms.slice(index * length, (index + 1) * length);
    return part.reduce((sum, value) => sum + value, 0) / length;
  });
}

/** The compared steps of a worker, which is ended if they take too long. */
async function within(seconds: number, worker: Worker): Promise<Played> {
  const timer = setTimeout(() => worker.kill(`${seconds} s are over`), 1000 * seconds);
  try {
    return await worker.ask<Played>({ do: "check" });
  } finally {
    clearTimeout(timer);
  }
}

/** One program while it is measured. */
export class Entry {
  readonly rounds: number[] = [];
  readonly single: number[] = [];
  steps = 0;
  firstStepMs = 0;
  losses: Losses = [];

  constructor(
    readonly worker: Worker,
    readonly hello: Hello,
    private readonly cycle: number,
  ) {}

  static async open(
    program: Program,
    net: BenchNet,
    file: string,
    pythons: Pythons,
  ): Promise<Entry> {
    const { iteration } = net;
    const worker = new Worker(program, pythons);
    try {
      const hello = await worker.hello();
      const { back, ...players } = buildNetworks(iteration);
      const spec = { iteration, ...players, ...back };
      await worker.ask({ do: "open", net: spec, mode: program.mode, file });
      return new Entry(worker, hello, iteration.training.r1Interval);
    } catch (error) {
      worker.kill();
      throw error;
    }
  }

  /** @param patient whether a slow program is waited for. */
  async check(patient: boolean): Promise<void> {
    const { ms, losses = [] } = await within(patient ? 1200 : LIMITS.check, this.worker);
    this.losses = losses;
    this.firstStepMs = ms[0] ?? Number.NaN;
    const step = ms.at(-1) ?? 0;
    if (!patient && step > 1000 * LIMITS.step) {
      const got = `${(step / 1000).toFixed(0)} s`;
      throw new Error(expected(this.worker.program.name, `at most ${LIMITS.step} s a step`, got));
    }
    const wanted = Math.ceil(ROUND_MS / (step * this.cycle));
    this.steps = this.cycle * Math.min(Math.max(wanted, 1), Math.ceil(MOST_STEPS / this.cycle));
  }

  /** The compared steps ended within a cycle: what is timed begins with a new one. */
  async finishCycle(played: number): Promise<void> {
    const rest = (this.cycle - (played % this.cycle)) % this.cycle;
    if (rest > 0) await this.worker.ask<Played>({ do: "time", steps: rest });
  }

  async round(counted: boolean): Promise<void> {
    const { ms } = await this.worker.ask<Played>({ do: "time", steps: this.steps });
    if (!counted) return;
    const perStep = cycles(ms, this.cycle);
    this.rounds.push(median(perStep));
    this.single.push(...perStep);
  }

  async end(reference: Losses): Promise<Outcome> {
    const { peakMiB } = await this.worker.ask<{ peakMiB: number }>({ do: "end" });
    const { worker, hello, rounds, firstStepMs, losses } = this;
    const minMs = Math.min(...this.single);
    const lossDifference = differenceOf(losses, reference);
    return { program: worker.program, hello, rounds, minMs, firstStepMs, peakMiB, lossDifference };
  }
}
