import { Random } from "../engine/random.js";
import { ConfigError, expected } from "../errors.js";
import type { Images } from "../shape.js";
import { BalancedOrder, type BalancedState } from "./balancedOrder.js";
import type { DataSet, Prepare } from "./dataSet.js";
import { Order, type OrderKind, type OrderState } from "./order.js";
import type { Told } from "./told.js";

/** A batch as training takes it. */
export interface Batch {
  readonly images: Images;
  /** `[batchSize, classes]`, what the game is told of each; empty where it is told nothing. */
  readonly told: Float32Array;
  /** `[batchSize]`, which pictures of the data set these are. */
  readonly indices: Uint32Array;
}

/** Everything that decides a sequence of batches. */
export interface BatchesOptions {
  readonly batchSize: number;
  readonly prepare: Prepare;
  readonly seed: number;
  readonly order: OrderKind | "balanced";
  /** The pictures that may be shown; all of the data set if left out. */
  readonly places?: Uint32Array;
  /** Class of a picture, where it is not the data set's own: what `balanced` goes by. */
  readonly labelOf?: (index: number) => number;
  /** What the game is told of a picture. */
  readonly told?: Told;
  /** Batches decoded ahead of training; 3 if left out. */
  readonly ahead?: number;
}

/** Where a sequence of batches stands after the last one handed out: plain JSON. */
export interface BatchesState {
  readonly batches: number;
  readonly order: OrderState | BalancedState;
}

interface Planned {
  readonly batch: Promise<Batch>;
  readonly after: BatchesState;
}

function wholeAbove(field: string, least: number, value: number): void {
  if (!(Number.isInteger(value) && value >= least))
    throw new ConfigError(expected(field, `a whole number, at least ${least}`, value));
}

/** The pictures of each class among `places`. @throws ConfigError for a class that cannot fill its share. */
function groupsOf(dataSet: DataSet, places: Uint32Array, options: BatchesOptions) {
  const { batchSize, labelOf = dataSet.labelOf } = options;
  const classes = dataSet.labels.length;
  const share = Math.ceil(batchSize / Math.max(1, classes));
  return dataSet.labels.map((label, at) => {
    const group = places.filter((index) => labelOf(index) === at);
    if (group.length >= share) return group;
    const what = `at least ${share} pictures to learn from, its share of a batch of ${batchSize}`;
    throw new ConfigError(expected(`${dataSet.name}: class ${label}`, what, group.length));
  });
}

/** The order that the options ask for, as places in the data set. */
function openOrder(dataSet: DataSet, options: BatchesOptions, from?: BatchesState["order"]) {
  const { order, seed, batchSize } = options;
  const places = options.places ?? Uint32Array.from({ length: dataSet.count }, (_, at) => at);
  if (order === "balanced") {
    const state = from?.kind === "balanced" ? from : undefined;
    return new BalancedOrder(groupsOf(dataSet, places, options), seed, state);
  }
  if (order !== "with-replacement" && places.length < batchSize)
    throw new ConfigError(
      expected(
        "batchSize",
        `at most ${places.length}, the number of pictures in ${dataSet.name}`,
        batchSize,
      ),
    );
  const state = from?.kind === "balanced" ? undefined : from;
  const plain = new Order(order, places.length, seed, state);
  return {
    take: (length: number) => plain.take(length).map((at) => places[at] as number),
    state: () => plain.state(),
  };
}

/**
 * An endless sequence of batches, decoded ahead so that training need not wait. The sequence
 * depends on the options alone, never on timing: lots are drawn when a batch is planned, from a
 * stream of its own per picture.
 */
export class Batches {
  private readonly queue: Planned[] = [];
  private readonly order: ReturnType<typeof openOrder>;
  private planned: number;
  private handedOut: BatchesState;
  private closed = false;

  constructor(
    readonly dataSet: DataSet,
    readonly options: BatchesOptions,
    from?: BatchesState,
  ) {
    const { batchSize, prepare } = options;
    wholeAbove("batchSize", 1, batchSize);
    wholeAbove("imageSize", 1, prepare.imageSize);
    if (prepare.loadSize !== undefined) wholeAbove("loadSize", prepare.imageSize, prepare.loadSize);
    this.order = openOrder(dataSet, options, from?.order);
    this.planned = from?.batches ?? 0;
    this.handedOut = from ?? { batches: 0, order: this.order.state() };
  }

  /** Goes on after `state` bit for bit; data set and options must be those of the first run. */
  static restore(dataSet: DataSet, options: BatchesOptions, state: BatchesState): Batches {
    return new Batches(dataSet, options, state);
  }

  /** Batches whose decoding has begun and that were not yet handed out. */
  get waiting(): number {
    return this.queue.length;
  }

  /** The next batch; a picture that cannot be read any more is a `ConfigError` here. */
  async next(): Promise<Batch> {
    if (this.closed) throw new ConfigError("batches: expected an open sequence, got a closed one");
    if (this.queue.length === 0) this.fill(1);
    const first = this.queue.shift() as Planned;
    const batch = await first.batch;
    this.handedOut = first.after;
    this.fill(this.options.ahead ?? 3);
    return batch;
  }

  /** Where to go on after the batches handed out so far (not those decoded ahead). */
  state(): BatchesState {
    return this.handedOut;
  }

  /** Drops what was decoded ahead. */
  close(): void {
    this.closed = true;
    this.queue.length = 0;
  }

  private fill(length: number): void {
    while (!this.closed && this.queue.length < length) {
      const indices = this.order.take(this.options.batchSize);
      const batch = this.decode(indices, this.planned++);
      batch.catch(() => {}); // the error is thrown by the `next` that would hand this batch out
      this.queue.push({ batch, after: { batches: this.planned, order: this.order.state() } });
    }
  }

  private async decode(indices: Uint32Array, number: number): Promise<Batch> {
    const { prepare, seed, told } = this.options;
    const { imageSize, channels } = prepare;
    const bytes = imageSize * imageSize * channels;
    const data = new Uint8Array(indices.length * bytes);
    const rows = new Float32Array(indices.length * (told?.width ?? 0));
    if (told)
      for (const [at, index] of indices.entries()) rows.set(told.of(index), at * told.width);
    const load = async (index: number, at: number) => {
      const random = new Random(seed, `picture ${at} of batch ${number}`);
      data.set(await this.dataSet.load(index, prepare, random), at * bytes);
    };
    await Promise.all(Array.from(indices, load));
    const images = { data, count: indices.length, height: imageSize, width: imageSize, channels };
    return { images, told: rows, indices };
  }
}
