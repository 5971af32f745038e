import { type Tensor, zeros } from "@tensorflow/tfjs-core";
import { expected, ShapeError } from "../../errors.js";
import type { Tensors } from "../step.js";
import { type DataType, dataTypes } from "./graphNode.js";
import type { Recorder } from "./recorder.js";
import { typeAttribute } from "./stateNodes.js";

const boolean = { T: typeAttribute("bool") };

/** The value of a name where the branch is not taken. @throws ShapeError for another form. */
function counterpart(name: string, made: Tensor, otherwise: Tensors): Tensor {
  const other = otherwise[name] ?? zeros(made.shape, made.dtype);
  if (other.shape.join() !== made.shape.join() || other.dtype !== made.dtype) {
    const what = `shape [${other.shape}], ${other.dtype}`;
    throw new ShapeError(expected(`branch ${name}`, what, `shape [${made.shape}], ${made.dtype}`));
  }
  return other;
}

/** Whichever of two values was computed. */
function merged(recorder: Recorder, taken: string, left: string, dtype: DataType): string {
  const attributes = { T: typeAttribute(dtype), N: { kind: "integer", value: 2 } } as const;
  return recorder.fresh("Merge", [taken, left], attributes);
}

/**
 * Records `body` so that its work is done only where `condition` holds: TensorFlow's Switch and
 * Merge, without functions. What was recorded before is shared, not done again in the body.
 * @returns under the names of what the body gives: its values, or those of `otherwise`, or zeros.
 */
export function recordBranch(
  recorder: Recorder,
  condition: Tensor,
  body: () => Tensors,
  otherwise: Tensors,
): Tensors {
  const { variables } = recorder;
  const test = recorder.nameOf(condition);
  const split = recorder.fresh("Switch", [test, test], boolean);
  const leave = recorder.fresh("Identity", [split], boolean);
  const take = recorder.fresh("Identity", [`${split}:1`], boolean);
  const before = variables.updates();
  const arm = recorder.within(take, () => {
    const made = Object.entries(body()).map(([name, tensor]) => {
      const attributes = { T: typeAttribute(tensor.dtype as DataType) };
      const value = recorder.fresh("Identity", [recorder.nameOf(tensor)], attributes);
      return { name, tensor, value };
    });
    const after = variables.updatesSince(before).map((by) => `^${by}`);
    return { made, updated: recorder.fresh("Identity", [test, ...after], boolean) };
  });
  const earlier = [...new Set([...before.values()].map(({ by }) => `^${by}`))];
  const left = recorder.fresh("Identity", [test, `^${leave}`, ...earlier], boolean);
  const settled = variables.settle(before, merged(recorder, arm.updated, left, "bool"));
  const entries = arm.made.map(({ name, tensor, value }): [string, Tensor] => {
    const other = counterpart(name, tensor, otherwise);
    const updated = settled.get(tensor.dataId);
    if (updated) return [name, updated];
    if (other.dataId === tensor.dataId) return [name, other];
    const dtype = tensor.dtype as DataType;
    const kept = recorder.fresh("Identity", [recorder.nameOf(other), `^${leave}`], {
      T: typeAttribute(dtype),
    });
    const node = merged(recorder, value, kept, dtype);
    return [name, recorder.symbol(node, tensor.shape, dataTypes[dtype])];
  });
  return Object.fromEntries(entries);
}
