import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { writeJson } from "../src/files.js";
import { projectRoot } from "../src/project.js";
import { median } from "./entry.js";
import type { Measured } from "./measure.js";
import { type BenchNet, nets } from "./nets.js";
import type { Precision } from "./programs.js";

/** One program on one network; times in milliseconds a step, memory of the whole process. */
export interface Row {
  readonly net: string;
  readonly batch: number;
  readonly precision: Precision;
  readonly program: string;
  readonly medianMs: number;
  readonly minMs: number;
  readonly rounds: number;
  readonly peakMiB: number;
  /** Memory of the process with its framework loaded, before it had a network. */
  readonly idleMiB: number;
  readonly firstStepMs: number;
  /** Largest difference of its first losses from the reference's. */
  readonly lossDifference: number;
}

/** `bench/results/<net>.json`. */
export interface NetResult {
  readonly net: string;
  readonly title: string;
  readonly measuredAt: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGiB: number };
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
  /** Programs that could not run this network or computed something else. */
  readonly refused: readonly string[];
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

/** What is written down of a measurement. */
export function resultOf(net: BenchNet, { outcomes, refused }: Measured): NetResult {
  const rows = outcomes.map(({ program, hello, rounds, ...found }): Row => {
    const { precision, name } = program;
    return {
      net: net.name,
      batch: net.iteration.training.batchSize,
      precision,
      program: name,
      medianMs: rounded(median(rounds), 2),
      minMs: rounded(found.minMs, 2),
      rounds: rounds.length,
      peakMiB: rounded(found.peakMiB, 0),
      idleMiB: rounded(hello.idleMiB, 0),
      firstStepMs: rounded(found.firstStepMs, 0),
      lossDifference: Number(found.lossDifference.toPrecision(2)),
    };
  });
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  return {
    net: net.name,
    title: net.title,
    measuredAt: new Date().toISOString(),
    machine,
    versions: Object.assign({}, ...outcomes.map(({ hello }) => hello.versions)),
    rows,
    refused: refused.map(({ program }) => program.name),
  };
}

const folder = () => join(projectRoot(), "bench", "results");

export const resultFile = (net: string): string => join(folder(), `${net}.json`);

export async function writeResult(result: NetResult): Promise<void> {
  await writeJson(resultFile(result.net), result);
}

/** The committed results, in the order of the networks. */
export function readResults(): readonly NetResult[] {
  if (!existsSync(folder())) return [];
  const present = new Set(readdirSync(folder()));
  return nets
    .filter(({ name }) => present.has(`${name}.json`))
    .map(({ name }) => JSON.parse(readFileSync(resultFile(name), "utf8")) as NetResult);
}
