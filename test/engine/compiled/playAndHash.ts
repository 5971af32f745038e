import { createHash } from "node:crypto";
import { openEngine } from "../../../src/engine/backend.js";
import { Gan } from "../../../src/training/gan.js";
import { batchFor, small } from "./games.js";

/** Plays each small game for some steps and prints a hash of its whole state and its figures. */
openEngine();
for (const [name, iteration] of Object.entries(small)) {
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
