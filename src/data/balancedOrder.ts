import { ConfigError, expected } from "../errors.js";
import { Order, type OrderState } from "./order.js";

/** Plain JSON: whose turn it is, and where every class's order stands. */
export interface BalancedState {
  readonly kind: "balanced";
  readonly turn: number;
  readonly classes: readonly OrderState[];
}

/**
 * Classes in turn, so that a batch has as many pictures of each (one more or less where they do not
 * divide it); within a class every picture once per pass, each pass in a new order.
 */
export class BalancedOrder {
  private readonly orders: readonly Order[];
  private turn: number;

  /** @param groups the pictures of each class. */
  constructor(
    private readonly groups: readonly Uint32Array[],
    seed: number,
    from?: BalancedState,
  ) {
    if (from && from.classes.length !== groups.length)
      throw new ConfigError(
        expected("order to restore", `${groups.length} classes`, from.classes.length),
      );
    this.orders = groups.map(
      ({ length }, index) =>
        new Order("shuffled-passes", length, seed, from?.classes[index], `data order ${index}`),
    );
    this.turn = from?.turn ?? 0;
  }

  /** The next `length` picture numbers. */
  take(length: number): Uint32Array {
    return Uint32Array.from({ length }, () => {
      const index = this.turn;
      this.turn = (this.turn + 1) % this.groups.length;
      const [place = 0] = this.orders[index]?.take(1) ?? [];
      return this.groups[index]?.[place] ?? 0;
    });
  }

  state(): BalancedState {
    return {
      kind: "balanced",
      turn: this.turn,
      classes: this.orders.map((order) => order.state()),
    };
  }
}
