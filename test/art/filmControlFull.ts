import { quickCopy } from "../../src/iterations/quick.js";
import { filmControl, lateQuarters } from "./filmControl.js";

/**
 * Whether the film of a longer training grows calmer over its second half, and its control does
 * not: `node dist/test/art/filmControlFull.js 4000 20`, steps and steps a frame.
 */
const [steps = "4000", every = "20"] = process.argv.slice(2);
void filmControl(quickCopy("gan128MNIST"), Number(steps), Number(every)).then((calm) => {
  for (const [name, list] of Object.entries(calm)) {
    const [third, last] = lateQuarters(list).map((value) => value.toFixed(2));
    console.log(
      `${name} latents: mean change of a frame ${third} in the third quarter, ${last} in the last`,
    );
  }
});
