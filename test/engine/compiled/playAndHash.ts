import { createHash } from "node:crypto";
import { openEngine } from "../../../src/engine/backend.js";
import { Gan } from "../../../src/training/gan.js";
import { batchFor, kinds } from "./games.js";

/** Both optimizers, all three orders of updates, R1, and dropout from counter-based noise. */
const chosen = [
  "gan128MNIST asTold",
  "gan128MNIST repaired",
  "kerasGAN asRun",
  "ganChuck256 asTold",
];

/** Plays small games for some steps and prints a hash of the whole state and all figures of each. */
openEngine();
for (const name of chosen) {
  const iteration = kinds[name];
  if (!iteration) throw new Error(`small games: expected ${name}, got none`);
  const gan = new Gan(iteration, 7, "compiled");
  const hash = createHash("sha256");
  for (let step = 0; step < Number(process.argv[2]); step++) {
    hash.update(JSON.stringify(gan.play(batchFor(iteration, step), step)));
  }
  for (const [entry, tensor] of Object.entries(gan.tensors)) {
    const { buffer, byteOffset, byteLength } = tensor.dataSync();
    hash.update(entry).update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  console.log(name, hash.digest("hex"));
  gan.dispose();
}
