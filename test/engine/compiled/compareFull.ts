import { openEngine } from "../../../src/engine/backend.js";
import { catalogue, findIteration } from "../../../src/iterations/catalogue.js";
import type { Iteration } from "../../../src/iterations/iteration.js";
import { Gan } from "../../../src/training/gan.js";
import { differences } from "./difference.js";
import { batchFor } from "./games.js";

/**
 * Plays presets at full size op by op, and each step also compiled from the same state, and prints
 * how far apart the two are after the step:
 * `node dist/test/engine/compiled/compareFull.js gan128MNIST repaired 20`, or `all` presets of the
 * catalogue: `... compareFull.js all 2`.
 * Left to itself a GAN of this size drifts by percents in ten steps from one changed last digit.
 */
function compare(iteration: Iteration, steps: number): void {
  const [compiled, eager] = [new Gan(iteration, 1, "compiled"), new Gan(iteration, 1, "eager")];
  for (let step = 0; step < steps; step++) {
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
  compiled.dispose();
  eager.dispose();
}

const [name = "gan128MNIST", ...rest] = process.argv.slice(2);
openEngine();
if (name === "all") {
  for (const presets of Object.values(catalogue)) {
    for (const iteration of Object.values(presets)) {
      if (iteration.translation.kind !== "none") continue;
      console.log(`${iteration.name} ${iteration.preset}`);
      compare(iteration, Number(rest[0] ?? 2));
    }
  }
} else {
  compare(findIteration(name, rest[0]), Number(rest[1] ?? 20));
}
