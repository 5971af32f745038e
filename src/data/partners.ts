import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { ConfigError, expected } from "../errors.js";
import type { DataSet, Partners } from "./dataSet.js";
import { parseDecay } from "./decay/decay.js";
import { halvedSet } from "./halvedSet.js";
import { openDataSet } from "./openDataSet.js";
import type { OpenOptions } from "./openOptions.js";
import { decayStates } from "./pictureSeries.js";

/** What the pictures of a set shall be turned into; see `Translation`. */
export interface PartnersOptions {
  readonly kind: "cycle" | "pairs";
  readonly to: string;
  readonly earlier: number;
  readonly unroll: number;
}

/** Fewest pictures of which a style, or a change, can be learned at all. */
const FEWEST = 2;

function checkCount(set: DataSet): void {
  if (set.count >= FEWEST) return;
  throw new ConfigError(expected(set.name, `at least ${FEWEST} pictures to learn from`, set.count));
}

const bareName = (file: string) => basename(file, extname(file));

/** Pairs are files of equal names and shapes. @throws ConfigError for the first that are none. */
function checkPairs(from: DataSet, to: DataSet): void {
  if (from.count !== to.count)
    throw new ConfigError(
      expected(`pairs in ${to.name}`, `${from.count} pictures, as in ${from.name}`, to.count),
    );
  for (const [at, one] of from.manifest.entries()) {
    const other = to.manifest[at];
    if (!other || bareName(other.file) !== bareName(one.file)) {
      const what = `a partner of ${one.file} with its name`;
      throw new ConfigError(expected(`pairs in ${to.name}`, what, other?.file ?? "none"));
    }
    const [want, got] = [one, other].map(({ widthPx, heightPx }) => widthPx / heightPx);
    if (Math.abs((want as number) / (got as number) - 1) > 0.01) {
      const what = `the shape of its partner, ${one.widthPx} x ${one.heightPx}`;
      throw new ConfigError(
        expected(`${to.name}: ${other.file}`, what, `${other.widthPx} x ${other.heightPx}`),
      );
    }
  }
}

/** The set that pictures are turned into, by name or folder. */
function openOther(to: string, options: OpenOptions): Promise<DataSet> {
  const { folder: _, ...others } = options;
  return existsSync(to)
    ? openDataSet("folder", { ...others, folder: resolve(to) })
    : openDataSet(to, others);
}

async function findPartners(set: DataSet, asked: PartnersOptions, options: OpenOptions) {
  const { kind, to, earlier, unroll } = asked;
  if (to === "enlarge")
    return { from: halvedSet(set), sets: [set], aligned: true, times: 2 } as const;
  if (to.startsWith("decay:")) {
    const recipe = parseDecay(to.slice("decay:".length));
    const [from, ...sets] = decayStates(set, { recipe, earlier, most: unroll });
    return { from: from as DataSet, sets, aligned: true, times: 1 } as const;
  }
  const other = await openOther(to, options);
  checkCount(other);
  if (kind === "pairs") checkPairs(set, other);
  return { from: set, sets: [other], aligned: kind === "pairs", times: 1 } as const;
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
