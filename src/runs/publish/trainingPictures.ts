import type { DataSet } from "../../data/dataSet.js";
import { openDataSet } from "../../data/openDataSet.js";
import type { OpenOptions } from "../../data/openOptions.js";
import { withPartners } from "../../data/partners.js";
import { repeated } from "../../data/repeated.js";
import { Random } from "../../engine/random.js";
import { ConfigError } from "../../errors.js";
import type { Images } from "../../shape.js";
import type { PictureMark } from "../../show/pictureMark.js";

/** Most training pictures that samples are compared with, spread evenly over the set. */
const MOST = 10_000;
/** Pictures decoded at once. */
const AT_ONCE = 64;

/** A data set as presets open it: with its copies, with the copies of the report's set, each picture once. */
async function* variants(name: string, options: OpenOptions): AsyncGenerator<DataSet> {
  const kept = await openDataSet(name, { ...options, keepDuplicates: true });
  yield kept; // first: pairs are made of all files
  yield repeated(kept);
  yield await openDataSet(name, options);
}

/** The sets that a game learned from: one, or of games without pairs both. */
async function setsLearned(
  dataSet: DataSet,
  { data }: PictureMark,
  log: (line: string) => void,
): Promise<readonly DataSet[] | undefined> {
  const { partners, manifestHash } = data;
  if (!partners) return dataSet.manifestHash === manifestHash ? [dataSet] : undefined;
  const whole = await withPartners(dataSet, partners, { log });
  if (whole.manifestHash !== manifestHash) return undefined;
  return partners.kind === "cycle" ? [dataSet, ...(whole.to?.sets ?? [])] : [dataSet];
}

/** The data by the name in the mark, else from one of `folders`; only if they are the very pictures of the mark. */
async function find(
  mark: PictureMark,
  folders: readonly string[],
  log: (line: string) => void,
): Promise<readonly DataSet[] | undefined> {
  for (const options of [{}, ...folders.map((folder) => ({ folder }))]) {
    try {
      for await (const dataSet of variants(mark.data.set, { log, ...options })) {
        const sets = await setsLearned(dataSet, mark, log);
        if (sets) return sets;
      }
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      // a set of one's own has no name that the lab knows: it lies in one of `folders`, or nowhere
    }
  }
  return undefined;
}

/** The pictures of one set, at most 10,000, as the networks see them, some at a time. */
async function* partsOf(dataSet: DataSet, mark: PictureMark): AsyncGenerator<Images> {
  const { imageSize, channels } = mark.prepare;
  const total = Math.min(MOST, dataSet.count);
  const size = imageSize * imageSize * channels;
  for (let from = 0; from < total; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, total - from);
    const data = new Uint8Array(count * size);
    const load = async (at: number) => {
      const index = Math.floor(((from + at) * dataSet.count) / total);
      const random = new Random(1, `picture ${index} of the copy check`);
      data.set(await dataSet.load(index, { ...mark.prepare, flip: false }, random), at * size);
    };
    await Promise.all(Array.from({ length: count }, (_, at) => load(at)));
    yield { data, count, height: imageSize, width: imageSize, channels };
  }
}

/**
 * What is made of each part of the training pictures behind a mark, as the networks saw them, at most
 * 10,000 of a set. They come 64 at a time: thousands of large ones take gigabytes.
 * @returns undefined where that data set is not to be found any more.
 */
export async function fromTrainingPictures<Made>(
  mark: PictureMark,
  folders: string | readonly string[] = [],
  log: (line: string) => void,
  make: (part: Images) => Made,
): Promise<Made[] | undefined> {
  const sets = await find(mark, [folders].flat(), log);
  if (!sets) return undefined;
  const made: Made[] = [];
  for (const set of sets) for await (const part of partsOf(set, mark)) made.push(make(part));
  return made;
}
