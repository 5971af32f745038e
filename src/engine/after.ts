import type { Tensor } from "@tensorflow/tfjs-core";
import { dataTypes } from "./compiled/graphNode.js";
import { Recorder } from "./compiled/recorder.js";
import { formOf, typeAttribute } from "./compiled/stateNodes.js";

/**
 * `value`, but in a compiled step not before `cause` has been computed: a graph runs whatever it
 * can, and an array that is made long before it is needed takes memory all the while.
 */
export function after<T extends Tensor>(cause: Tensor, value: T): T {
  const recorder = Recorder.active;
  if (!recorder) return value;
  const { shape, dtype } = formOf("after", value);
  const node = recorder.nameOf(cause).replace(/:\d+$/, "");
  const inputs = [recorder.nameOf(value), `^${node}`];
  const name = recorder.add("Identity", inputs, { T: typeAttribute(dtype) });
  return recorder.symbol(name, shape, dataTypes[dtype]) as T;
}
