import { openEngine } from "../../src/engine/backend.js";
import { derive } from "../../src/iterations/derive.js";
import { ganChuck256 } from "../../src/iterations/ganChuck256.js";
import { Gan } from "../../src/training/gan.js";
import { batchFor } from "../engine/compiled/games.js";

// What DiffAugment costs: steps of ganChuck256 with it and without, in turn.
// node dist/test/training/augmentCost.js [steps]
openEngine();
const steps = Number(process.argv[2] ?? 10);
const augmented = ganChuck256.repaired;
const plain = derive(augmented, { preset: "plain" }, { training: { diffAugment: [] } });
const games = [new Gan(plain, 1), new Gan(augmented, 1)];
const batch = batchFor(augmented, 1);

const seconds = [0, 0];
for (let step = 0; step < steps + 2; step++) {
  for (const [which, game] of games.entries()) {
    const began = performance.now();
    game.play(batch, step * 50 + 30); // a step at which no signals are taken
    if (step >= 2) seconds[which] = (seconds[which] ?? 0) + (performance.now() - began) / 1000;
  }
}
const [without = 1, withIt = 0] = seconds.map((sum) => sum / steps);
process.stdout.write(
  `${steps} steps each: ${without.toFixed(2)} s without, ${withIt.toFixed(2)} s with: x ${(withIt / without).toFixed(3)}\n`,
);
for (const game of games) game.dispose();
