import { join } from "node:path";
import { dispose, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { openEngine } from "../src/engine/backend.js";
import type { Tensors } from "../src/engine/step.js";
import { expected, messageOf } from "../src/errors.js";
import { withTemporaryFolder } from "../src/files.js";
import { buildDiscriminator, buildGenerator } from "../src/iterations/networks.js";
import { writeSafetensors } from "../src/runs/safetensors.js";
import { differenceOf, type Losses, refusalOf } from "./compareLosses.js";
import { checkedInputs, startingNetworks } from "./inputs.js";
import type { BenchNet } from "./nets.js";
import { heats, type Program, type Pythons } from "./programs.js";
import { type Hello, type Played, Worker } from "./worker.js";

/** Milliseconds that a program works in one round; a step or a cycle of steps at least. */
const ROUND_MS = 2500;
const MOST_STEPS = 60;
/** Seconds for the compared steps and for one step; a program that needs more is left out. */
const LIMITS = { check: 180, step: 15 };
/** Rounds that are played before any is counted. */
const WARM_UP = 1;

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

/** What a measurement needs besides the network. */
export interface MeasureOptions {
  readonly programs: readonly Program[];
  readonly pythons: Pythons;
  readonly rounds: number;
  readonly log: (line: string) => void;
}

/** All outcomes of a network, and why programs are not among them. */
export interface Measured {
  readonly outcomes: readonly Outcome[];
  readonly refused: readonly { readonly program: Program; readonly reason: string }[];
}

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

/** Writes the weights and inputs that all programs start from. */
async function writeStart(net: BenchNet, file: string): Promise<void> {
  openEngine();
  const state: Tensors = tidy(() => {
    const made = { ...startingNetworks(net.iteration), ...checkedInputs(net.iteration) };
    return made as Record<string, Tensor>;
  });
  await writeSafetensors(file, state);
  dispose({ ...state });
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
class Entry {
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
      const generator = buildGenerator(iteration);
      const spec = { iteration, generator, discriminator: buildDiscriminator(iteration) };
      await worker.ask({ do: "open", net: spec, mode: program.mode, file });
      return new Entry(worker, hello, iteration.training.r1Interval);
    } catch (error) {
      worker.kill();
      throw error;
    }
  }

  async check(): Promise<void> {
    const { ms, losses = [] } = await within(LIMITS.check, this.worker);
    this.losses = losses;
    this.firstStepMs = ms[0] ?? Number.NaN;
    const step = ms.at(-1) ?? 0;
    if (step > 1000 * LIMITS.step) {
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

/** Measures one network: heats one after another, the programs of a heat round by round. */
export async function measure(net: BenchNet, options: MeasureOptions): Promise<Measured> {
  return await withTemporaryFolder(async (folder) => {
    const file = join(folder, "start.safetensors");
    options.log("weights and inputs for all");
    await writeStart(net, file);
    const outcomes: Outcome[] = [];
    const refused: { program: Program; reason: string }[] = [];
    let reference: Losses | undefined;
    for (const heat of heats) {
      const asked = heat.filter((program) => options.programs.includes(program));
      const entries: Entry[] = [];
      try {
        for (const program of asked) {
          options.log(`${program.name}: start, compare losses`);
          try {
            const entry = await Entry.open(program, net, file, options.pythons);
            entries.push(entry);
            await entry.check();
            reference ??= entry.losses;
            const reason = refusalOf(program, entry.losses, reference);
            if (reason) throw new Error(reason);
            await entry.finishCycle(entry.losses.length);
          } catch (error) {
            refused.push({ program, reason: messageOf(error) });
            const broken = entries.findIndex(({ worker }) => worker.program === program);
            if (broken >= 0) entries.splice(broken, 1)[0]?.worker.kill();
          }
        }
        for (let round = -WARM_UP; round < options.rounds; round++) {
          options.log(round < 0 ? "warm-up" : `round ${round + 1} of ${options.rounds}`);
          for (const entry of entries) await entry.round(round >= 0);
        }
        for (const entry of entries) outcomes.push(await entry.end(reference ?? []));
      } finally {
        for (const { worker } of entries) worker.kill();
      }
    }
    return { outcomes, refused };
  });
}
