import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { prove } from "../../src/covers/prove.js";
import { ConfigError, expected } from "../../src/errors.js";
import { writeJson } from "../../src/files.js";
import { quickCopy } from "../../src/iterations/quick.js";
import { projectRoot } from "../../src/project.js";
import { textTable } from "../../src/show/table.js";
import { playOn } from "./playOn.js";

// The architectures for covers beside each other on equal numbers of real covers shown, quick size.
//
//   ATELIER_DATA=FOLDER node dist/test/covers/architecturesFull.js RUNS [SEED ...]
//
// keeps its runs in RUNS and goes on where it was stopped; figures in docs/evidence/covers.

const STEPS = 1200; // of 64 covers: 76.8 kimg
const names = ["covers64", "coversProjection64", "coversWgan64"];

async function row(name: string, seed: number, folder: string) {
  const out = join(folder, `${name}-${seed}`);
  const run = await playOn(quickCopy(name), { seed, steps: STEPS, out });
  const { proof } = await prove(run);
  const { whole, colours, shapes } = proof.classifiers;
  const { generated, reals } = proof.diversity;
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    architecture: name,
    seed,
    data: proof.data,
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
    seconds: run.status.seconds,
  };
}

async function main(folder: string | undefined, seeds: readonly number[]): Promise<void> {
  if (!folder) throw new ConfigError(expected("RUNS", "where runs may be kept", "nothing"));
  const file = join(projectRoot(), "docs", "evidence", "covers", "architectures-quick.json");
  const rows: Awaited<ReturnType<typeof row>>[] = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : [];
  for (const seed of seeds)
    for (const name of names) {
      if (rows.some((one) => one.architecture === name && one.seed === seed)) continue;
      rows.push(await row(name, seed, folder));
      await writeJson(file, rows);
    }
  console.log(textTable(rows.map(({ data, ...figures }) => figures)));
}

const [folder, ...seeds] = process.argv.slice(2);
main(folder, seeds.length > 0 ? seeds.map(Number) : [1, 2]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
