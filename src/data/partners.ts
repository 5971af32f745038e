import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError, expected } from "../errors.js";
import type { DataSet, Partners } from "./dataSet.js";
import { parseDecay } from "./decay/decay.js";
import { halvedSet } from "./halvedSet.js";
import { openDataSet } from "./openDataSet.js";
import type { OpenOptions } from "./openOptions.js";
import { pairUp } from "./pairUp.js";
import { decayStates } from "./pictureSeries.js";

/** What the pictures of a set shall be turned into; see `Translation`. */
export interface PartnersOptions {
  readonly kind: "cycle" | "pairs";
  readonly to: string;
  readonly earlier: number;
  readonly unroll: number;
  /** How many times as large partners from another set are; 1 unless said. */
  readonly times?: 1 | 2;
}

/** Whether partners are files of another set, by name: both sides are then opened with their duplicates. */
export const areFiles = ({ kind, to }: Pick<PartnersOptions, "kind" | "to">): boolean =>
  kind === "pairs" && to !== "enlarge" && !to.startsWith("decay:");

/** Fewest pictures of which a style, or a change, can be learned at all. */
const FEWEST = 2;

function checkCount(set: DataSet): void {
  if (set.count >= FEWEST) return;
  throw new ConfigError(expected(set.name, `at least ${FEWEST} pictures to learn from`, set.count));
}

/** The set that pictures are turned into, by name or folder. */
function openOther(to: string, options: OpenOptions): Promise<DataSet> {
  const { folder: _, ...others } = options;
  return existsSync(to)
    ? openDataSet("folder", { ...others, folder: resolve(to) })
    : openDataSet(to, others);
}

async function findPartners(set: DataSet, asked: PartnersOptions, options: OpenOptions) {
  const { to, earlier, unroll, times = 1 } = asked;
  if (to === "enlarge")
    return { from: halvedSet(set), sets: [set], aligned: true, times: 2 } as const;
  if (to.startsWith("decay:")) {
    const recipe = parseDecay(to.slice("decay:".length));
    const [from, ...sets] = decayStates(set, { recipe, earlier, most: unroll });
    return { from: from as DataSet, sets, aligned: true, times: 1 } as const;
  }
  const paired = areFiles(asked);
  const other = await openOther(to, { ...options, ...(paired ? { keepDuplicates: true } : {}) });
  checkCount(other);
  if (!paired) return { from: set, sets: [other], aligned: false, times } as const;
  const pairs = pairUp(set, other, options);
  for (const file of pairs.halves)
    options.log(`${set.name}: ${file} is left out: its partner cannot be read`);
  if (pairs.duplicates > 0)
    options.log(`${set.name}: ${pairs.duplicates} pairs come twice and are left out`);
  checkCount(pairs.from);
  return { from: pairs.from, sets: [pairs.to], aligned: true, times } as const;
}

/** @throws ConfigError for fewer states than the generator is fed its own output for. */
function checkStates({ kind, to, unroll }: PartnersOptions, sets: readonly DataSet[]): void {
  if (kind !== "pairs" || unroll <= sets.length) return;
  const what = `${sets.length}, the number of partners that ${to} gives each picture`;
  throw new ConfigError(expected("translation.unroll", what, unroll));
}

/**
 * A set together with what its pictures are to be turned into: another set, a folder of partners of
 * the same names, states of decay, or the same at twice the size.
 * @throws ConfigError for sets too small, pairs that do not match, an unknown set or kind of decay.
 */
export async function withPartners(
  set: DataSet,
  asked: PartnersOptions,
  options: OpenOptions,
): Promise<DataSet> {
  checkCount(set);
  const { from, sets, aligned, times } = await findPartners(set, asked, options);
  checkStates(asked, sets);
  const partners: Partners = { sets, aligned, times };
  const other =
    aligned && sets[0]?.manifestHash === set.manifestHash ? asked.to : sets[0]?.manifestHash;
  const words = other === asked.to ? asked.to : (sets[0]?.description ?? "");
  return {
    ...from,
    to: partners,
    description: `${set.description}; to: ${words}`,
    manifestHash: createHash("sha256").update(`${set.manifestHash}\0${other}`).digest("hex"),
  };
}
