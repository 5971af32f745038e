import { join } from "node:path";
import { prove } from "../../src/covers/prove.js";
import { ConfigError, expected, unknownName } from "../../src/errors.js";
import { writeFile, writeJson } from "../../src/files.js";
import { findIteration } from "../../src/iterations/catalogue.js";
import { quickCopy } from "../../src/iterations/quick.js";
import { textTable } from "../../src/show/table.js";
import { evidenceFile, keptRows } from "./evidenceFile.js";
import { playOn } from "./playOn.js";

// The architectures for covers beside each other on real covers, and covers64 at full size.
//
//   ATELIER_DATA=FOLDER node dist/test/covers/architecturesFull.js quick|full RUNS [SEED ...]
//
// keeps its runs in RUNS and goes on where it was stopped; figures in docs/evidence/covers, with
// the sheet of full-size runs whose covers pass the copy check.

interface Plan {
  readonly name: string;
  readonly steps: number;
}

// 64 covers a step: 76.8 kimg for all. WGAN-GP's generator learns in every fifth step only, so it
// is shown again when its generator has learned as often as the others'.
const plans: Readonly<Record<string, readonly Plan[]>> = {
  quick: [
    { name: "covers64", steps: 1200 },
    { name: "coversProjection64", steps: 1200 },
    { name: "coversWgan64", steps: 1200 },
    { name: "coversWgan64", steps: 6000 },
  ],
  full: [{ name: "covers64", steps: 3000 }],
};

async function row(size: string, { name, steps }: Plan, seed: number, folder: string) {
  const out = join(folder, `${name}-${size}-${steps}-${seed}`);
  const iteration = size === "quick" ? quickCopy(name) : findIteration(name, "repaired");
  const run = await playOn(iteration, { seed, steps, out });
  const { proof, sheet } = await prove(run);
  if (size === "full" && proof.copies.found === 0)
    await writeFile(evidenceFile(`${name}-seed${seed}.png`), sheet);
  const { whole, colours, shapes } = proof.classifiers;
  const { generated, reals } = proof.diversity;
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    architecture: name,
    steps,
    seed,
    data: proof.data,
    imageSize: proof.imageSize,
    kimg: proof.kimg,
    answer: proof.verdict.answer,
    ofReals: whole.reals.accuracy,
    ofGenerated: whole.generated.accuracy,
    namingP: whole.generated.namingP,
    coloursAlone: colours.generated.accuracy,
    drawingAlone: shapes.generated.accuracy,
    drawingAloneOfReals: shapes.reals.accuracy,
    chance: 1 / proof.genres.length,
    majority: proof.majority,
    labelEffect: proof.labelEffect.label,
    diversity: mean(generated) / mean(reals),
    copies: proof.copies.found,
    slicedWasserstein: run.measures?.quality?.slicedWasserstein.samples,
    minutes: (run.status.seconds ?? 0) / 60,
  };
}

async function main(size = "", folder = "", seeds: readonly number[] = []): Promise<void> {
  const own = plans[size];
  if (!own) throw unknownName("size", Object.keys(plans), size);
  if (!folder) throw new ConfigError(expected("RUNS", "where runs may be kept", "nothing"));
  const file = evidenceFile(`architectures-${size}.json`);
  const rows = keptRows<Awaited<ReturnType<typeof row>>>(file);
  for (const seed of seeds)
    for (const plan of own) {
      const { name, steps } = plan;
      const there = ({ architecture, ...one }: (typeof rows)[number]) =>
        architecture === name && one.steps === steps && one.seed === seed;
      if (rows.some(there)) continue;
      rows.push(await row(size, plan, seed, folder));
      await writeJson(file, rows);
    }
  console.log(textTable(rows.map(({ data, ...figures }) => figures)));
}

const [size, folder, ...seeds] = process.argv.slice(2);
main(size, folder, seeds.length > 0 ? seeds.map(Number) : [1, 2]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
