import type { BatchNorm } from "./layers/batchNorm.js";
import type { DropoutLayer } from "./layers/dropout.js";

/** Which library's batch norm a network follows; `none` leaves it out. */
export type NormKind = "tf" | "keras" | "torch" | "none";

/** A kind of batch norm and the weight of the old moving average. */
export interface Norm {
  readonly kind: NormKind;
  readonly momentum: number;
}

/**
 * Batch norm as the old libraries had it (Ioffe and Szegedy 2015): `tf` without scale and with
 * epsilon 1e-3 (tf.contrib.layers), `keras` with scale and 1e-3, `torch` with scale and 1e-5.
 * @returns one layer, or none for `none`.
 */
export function batchNorm(norm: Norm): readonly BatchNorm[] {
  if (norm.kind === "none") return [];
  const epsilon = norm.kind === "torch" ? 1e-5 : 1e-3;
  return [{ kind: "batchNorm", momentum: norm.momentum, epsilon, scale: norm.kind !== "tf" }];
}

/** A rate and whether the layer really drops in training; the report's scripts forgot the flag. */
export interface Dropout {
  readonly rate: number;
  readonly live: boolean;
}

/** A dropout layer (Srivastava 2014), inert or live; none at rate 0. */
export function dropout({ rate, live }: Dropout): readonly DropoutLayer[] {
  return rate === 0 ? [] : [{ kind: "dropout", rate, live }];
}
