import type { Tensor } from "@tensorflow/tfjs-core";
import { recordBranch } from "./compiled/recordBranch.js";
import { Recorder } from "./compiled/recorder.js";
import type { Tensors } from "./step.js";

/**
 * What `body` gives where `condition` holds, else the values of the same names in `otherwise`. In a
 * compiled step the choice is part of the graph: the body's work is done only if it is taken, and
 * what the step had computed before is shared with it.
 * A name that `otherwise` does not have is zero in a graph, whose outputs are always there, and
 * left out op by op.
 * @param condition one bool.
 * @throws ShapeError while compiling for a value in `otherwise` of another form.
 */
export function branch(condition: Tensor, body: () => Tensors, otherwise: Tensors): Tensors {
  if (Recorder.active) return recordBranch(Recorder.active, condition, body, otherwise);
  return condition.dataSync()[0] ? body() : otherwise;
}
