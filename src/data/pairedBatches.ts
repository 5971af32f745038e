import type { Images } from "../shape.js";
import { Batches, type BatchesOptions, type BatchesState } from "./batches.js";
import type { DataSet } from "./dataSet.js";
import { doubled } from "./halvedSet.js";
import { type Split, splitByContent } from "./split.js";

/** Pictures and what they are to become; where states follow each other, each in its turn. */
export interface PicturePairs {
  readonly from: Images;
  readonly to: readonly Images[];
}

/** Where two sequences of batches stand. */
export interface PairedState extends BatchesState {
  /** Of the other set, where it is drawn by itself. */
  readonly to?: BatchesState;
}

/** Fewest pictures to learn from, and to hold out: a smaller set is learned from and measured whole. */
const FEWEST = 4;

/** The pictures to learn from and those held out; all are both where there are only a few. */
export function placesOf(dataSet: DataSet, heldOut: number): Split {
  const split = splitByContent(dataSet, heldOut);
  if (split.training.length >= FEWEST && split.heldOut.length >= FEWEST) return split;
  const all = Uint32Array.from({ length: dataSet.count }, (_, at) => at);
  return { training: all, heldOut: all };
}

/** Keeps the lots of a set that is drawn by itself apart from the first one's. */
const OTHER_SEED = 1_000_003;

/** Batches of two sides, decoded ahead: pairs with equal lots, or each side drawn by itself. */
export class PairedBatches {
  private readonly from: Batches;
  private readonly to: readonly Batches[];
  private readonly aligned: boolean;

  /** @param heldOut share of the pictures of either side that is never shown. */
  constructor(dataSet: DataSet, options: BatchesOptions, heldOut = 0, state?: PairedState) {
    const { sets = [], aligned = true, times = 1 } = dataSet.to ?? {};
    const seed = aligned ? options.seed : options.seed + OTHER_SEED;
    const place = aligned ? state : state?.to;
    this.aligned = aligned;
    const places = placesOf(dataSet, heldOut).training;
    this.from = new Batches(dataSet, { ...options, places }, state);
    const prepare = times === 2 ? doubled(options.prepare) : options.prepare;
    this.to = sets.map((set) => {
      const own = aligned ? places : placesOf(set, heldOut).training;
      return new Batches(set, { ...options, places: own, prepare, seed }, place);
    });
  }

  async next() {
    const [first, ...others] = await Promise.all(
      [this.from, ...this.to].map((each) => each.next()),
    );
    const { images } = first as NonNullable<typeof first>;
    const pairs: PicturePairs = { from: images, to: others.map((other) => other.images) };
    return { images: pairs };
  }

  /** Where to go on after the batches handed out so far. */
  state(): PairedState {
    const [other] = this.to;
    return { ...this.from.state(), ...(this.aligned || !other ? {} : { to: other.state() }) };
  }

  close(): void {
    for (const batches of [this.from, ...this.to]) batches.close();
  }
}
