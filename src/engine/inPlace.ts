import { scalar, type Tensor } from "@tensorflow/tfjs-core";
import { Recorder } from "./compiled/recorder.js";

/** TensorFlow's own update rules, which change variables where they lie. */
export type UpdateOp = "ResourceApplyAdam" | "ResourceApplyRMSProp";

/** One such update. */
export interface InPlaceUpdate {
  readonly op: UpdateOp;
  /** Entries of the state in the order of the rule; weights first. */
  readonly variables: readonly Tensor[];
  /** Whether the rule wants one more variable like the first, which holds nothing between steps. */
  readonly scratch: boolean;
  /** The rule's numbers in its order. */
  readonly numbers: readonly (number | Tensor)[];
  readonly gradient: Tensor;
}

/**
 * Makes the update part of the graph that is being recorded, as one pass over memory.
 * @returns the new values; nothing where no graph is being recorded, or the tensors are not the
 * latest values of its variables: the caller then computes the rule itself.
 */
export function updateInPlace(update: InPlaceUpdate): readonly Tensor[] | undefined {
  const recorder = Recorder.active;
  if (!recorder) return undefined;
  const { op, variables, scratch, gradient } = update;
  const numbers = update.numbers.map((value) =>
    typeof value === "number" ? scalar(value) : value,
  );
  return recorder.variables.update(op, variables, scratch, [...numbers, gradient]);
}
