import { join } from "node:path";
import { dispose, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { openEngine } from "../src/engine/backend.js";
import type { Tensors } from "../src/engine/step.js";
import { messageOf } from "../src/errors.js";
import { withTemporaryFolder } from "../src/files.js";
import { writeSafetensors } from "../src/runs/safetensors.js";
import { type Losses, refusalOf } from "./compareLosses.js";
import { Entry, type Outcome } from "./entry.js";
import { checkedInputs, startingNetworks } from "./inputs.js";
import type { BenchNet } from "./nets.js";
import { heats, type Program, type Pythons } from "./programs.js";

/** Rounds that are played before any is counted. */
const WARM_UP = 1;

/** What a measurement needs besides the network. */
export interface MeasureOptions {
  readonly programs: readonly Program[];
  readonly pythons: Pythons;
  /** 0 compares the losses and times nothing. */
  readonly rounds: number;
  readonly log: (line: string) => void;
}

/** All outcomes of a network, and why programs are not among them. */
export interface Measured {
  readonly outcomes: readonly Outcome[];
  readonly refused: readonly { readonly program: Program; readonly reason: string }[];
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

/** One network while its heats are run. */
class Measurement {
  readonly outcomes: Outcome[] = [];
  readonly refused: { program: Program; reason: string }[] = [];
  private reference: Losses | undefined;

  constructor(
    private readonly net: BenchNet,
    private readonly file: string,
    private readonly options: MeasureOptions,
  ) {}

  /** A program that plays as the first one did, or nothing, with the reason noted. */
  private async admit(program: Program): Promise<Entry | undefined> {
    const { net, file, options } = this;
    options.log(`${program.name}: start, compare losses`);
    let entry: Entry | undefined;
    try {
      entry = await Entry.open(program, net, file, options.pythons);
      await entry.check(options.rounds === 0);
      this.reference ??= entry.losses;
      const reason = refusalOf(program, entry.losses, this.reference);
      if (reason) throw new Error(reason);
      await entry.finishCycle(entry.losses.length);
      return entry;
    } catch (error) {
      this.refused.push({ program, reason: messageOf(error) });
      entry?.worker.kill();
      return undefined;
    }
  }

  private async play(entries: readonly Entry[]): Promise<void> {
    const { rounds, log } = this.options;
    for (let round = rounds > 0 ? -WARM_UP : 0; round < rounds; round++) {
      log(round < 0 ? "warm-up" : `round ${round + 1} of ${rounds}`);
      for (const entry of entries) await entry.round(round >= 0);
    }
  }

  /** Programs that take turns; all have ended when it returns. */
  async heat(programs: readonly Program[]): Promise<void> {
    const entries: Entry[] = [];
    try {
      for (const program of programs) {
        const entry = await this.admit(program);
        if (entry) entries.push(entry);
      }
      await this.play(entries);
      for (const entry of entries) this.outcomes.push(await entry.end(this.reference ?? []));
    } finally {
      for (const { worker } of entries) worker.kill();
    }
  }
}

/** Measures one network: heats one after another, the programs of a heat round by round. */
export async function measure(net: BenchNet, options: MeasureOptions): Promise<Measured> {
  return await withTemporaryFolder(async (folder) => {
    const file = join(folder, "start.safetensors");
    options.log("weights and inputs for all");
    await writeStart(net, file);
    const measurement = new Measurement(net, file, options);
    const plays = (program: Program) =>
      options.programs.includes(program) &&
      (program.pictures || net.iteration.translation.kind === "none");
    for (const heat of heats) await measurement.heat(heat.filter(plays));
    return measurement;
  });
}
