import { openEngine } from "../../src/engine/backend.js";
import { covers64, coversAttributes64, coversProjection64 } from "../../src/iterations/covers.js";
import { Gan } from "../../src/training/gan.js";
import { batchFor, toldFor } from "../engine/compiled/games.js";

// What a condition costs: steps of covers64 with genres, class head or projection, with attributes, and without, turn
// about at full size.
//
//   node dist/test/covers/stepCost.js [ROUNDS]

const games = {
  unlabelled: covers64.unlabelled,
  classifier: covers64.repaired,
  projection: coversProjection64.repaired,
  attributes: coversAttributes64.repaired,
} as const;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function main(rounds: number): void {
  openEngine();
  const players = Object.entries(games).map(([name, iteration]) => {
    const gan = new Gan(iteration, 1);
    const [batch, told] = [batchFor(iteration, 0), toldFor(iteration)];
    for (let step = 100; step < 102; step++) gan.play(batch, step, told); // no probe among the timed
    return { name, gan, batch, told, times: [] as number[] };
  });
  for (let round = 0; round < rounds; round++)
    for (const { gan, batch, told, times } of players) {
      const from = process.cpuUsage();
      gan.play(batch, 102, told);
      const { user, system } = process.cpuUsage(from);
      times.push((user + system) / 1000);
    }
  const base = players[0]?.times ?? [];
  for (const { name, times } of players) {
    const ratios = times.map((time, round) => time / (base[round] as number));
    const ms = median(times).toFixed(0);
    console.log(
      `${name}: ${ms} ms of processor time a step, ${median(ratios).toFixed(3)} of unlabelled`,
    );
  }
}

main(Number(process.argv[2] ?? 20));
