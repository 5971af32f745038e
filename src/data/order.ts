import { Random, type RandomState } from "../engine/random.js";
import { ConfigError, expected } from "../errors.js";

/**
 * `shuffled-passes`: every picture once per pass, each pass in a new order (a batch may end one
 * pass and begin the next); `with-replacement`: each picture drawn by itself;
 * `shuffle-every-step`: the scripts' habit, the whole index shuffled each step and the first
 * pictures taken, which is a draw without replacement inside a batch.
 */
export type OrderKind = "shuffled-passes" | "with-replacement" | "shuffle-every-step";

/** Plain JSON: the generator before the present pass (or draw), and the place in that pass. */
export interface OrderState {
  readonly kind: OrderKind;
  readonly count: number;
  readonly random: RandomState;
  readonly position: number;
}

/** In which order the pictures of a data set are shown. */
export class Order {
  private random: Random;
  private beforePass: RandomState;
  private pass: Uint32Array = new Uint32Array(0);
  private position = 0;

  constructor(
    private readonly kind: OrderKind,
    private readonly count: number,
    seed: number,
    from?: OrderState,
    stream = "data order",
  ) {
    if (from && (from.kind !== kind || from.count !== count))
      throw new ConfigError(
        expected("order to restore", `${kind} of ${count}`, `${from.kind} of ${from.count}`),
      );
    this.random = from ? Random.restore(from.random) : new Random(seed, stream);
    this.beforePass = this.random.state();
    if (from && from.position > 0) {
      this.pass = this.random.permutation(count);
      this.position = from.position;
    }
  }

  /** The next `length` picture numbers. */
  take(length: number): Uint32Array {
    if (this.kind === "shuffled-passes") return this.takeFromPasses(length);
    const { count } = this;
    if (this.kind === "with-replacement")
      return Uint32Array.from({ length }, () => this.random.integer(count));
    return this.firstOfShuffled(length);
  }

  state(): OrderState {
    const { kind, count, position } = this;
    const random = kind === "shuffled-passes" ? this.beforePass : this.random.state();
    return { kind, count, random, position };
  }

  private takeFromPasses(length: number): Uint32Array {
    const out = new Uint32Array(length);
    for (let at = 0; at < length; at++) {
      if (this.position === this.pass.length) {
        this.beforePass = this.random.state();
        this.pass = this.random.permutation(this.count);
        this.position = 0;
      }
      out[at] = this.pass[this.position++] as number;
    }
    return out;
  }

  /** Fisher and Yates from the front, stopped after `length`: no need to shuffle the rest. */
  private firstOfShuffled(length: number): Uint32Array {
    const moved = new Map<number, number>();
    return Uint32Array.from({ length }, (_, at) => {
      const other = at + this.random.integer(this.count - at);
      const taken = moved.get(other) ?? other;
      moved.set(other, moved.get(at) ?? at);
      return taken;
    });
  }
}
