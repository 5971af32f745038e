import { openEngine } from "../../../src/engine/backend.js";
import { findIteration } from "../../../src/iterations/catalogue.js";
import { Gan } from "../../../src/training/gan.js";
import { differences } from "./difference.js";
import { batchFor } from "./games.js";

/**
 * Plays a preset at full size op by op, and each step also compiled from the same state, and
 * prints how far apart the two are after the step:
 * `node dist/test/engine/compiled/compareFull.js gan128MNIST repaired 20`.
 * Left to itself a GAN of this size drifts by percents in ten steps from one changed last digit.
 */
const [name = "gan128MNIST", preset = "repaired", steps = "20"] = process.argv.slice(2);
openEngine();
const iteration = findIteration(name, preset);
const [compiled, eager] = [new Gan(iteration, 1, "compiled"), new Gan(iteration, 1, "eager")];
for (let step = 0; step < Number(steps); step++) {
  const batch = batchFor(iteration, step);
  compiled.setTensors(eager.tensors);
  const [ours, theirs] = [compiled.play(batch, step), eager.play(batch, step)];
  const figures = Object.entries(theirs).map(
    ([figure, value]) =>
      `${figure} ${Math.abs((ours[figure] ?? Number.NaN) - value).toExponential(1)}`,
  );
  const [[array, apart] = ["", 0]] = differences(compiled.tensors, eager.tensors);
  console.log(`step ${step}: ${figures.join(", ")}; ${apart.toExponential(1)} in ${array}`);
}
