import { join } from "node:path";
import { prove } from "../../src/covers/prove.js";
import { ConfigError, expected } from "../../src/errors.js";
import { writeJson } from "../../src/files.js";
import { quickCopy } from "../../src/iterations/quick.js";
import { evidenceFile, figuresOf, keptRows } from "./evidenceFile.js";
import { playOn } from "./playOn.js";

// Whether the proof tells the truth where it is known: quick runs on genres that the lab draws must
// be found to work, and runs on genres dealt out by lot to be ignored.
//
//   node dist/test/covers/genreTrialFull.js FOLDER [ITERATION]
//
// keeps its runs in FOLDER and goes on where it was stopped; results in docs/evidence/covers.

const SEEDS = [1, 2, 3, 4, 5];
const wanted: Readonly<Record<string, readonly string[]>> = {
  repaired: ["works"],
  permuted: ["ignored", "genre not visible in the reals"],
};

async function trial(name: string, preset: string, seed: number, folder: string) {
  const out = join(folder, `${name}-${preset}-${seed}`);
  const run = await playOn(quickCopy(name, preset), { seed, out });
  const { proof } = await prove(run);
  const { answer } = proof.verdict;
  return {
    seed,
    preset,
    answer,
    right: (wanted[preset] as readonly string[]).includes(answer),
    ...figuresOf(proof),
    labelEffect: proof.labelEffect.label,
    copies: proof.copies.found,
  };
}

async function main(folder: string | undefined, name = "covers64"): Promise<void> {
  if (!folder) throw new ConfigError(expected("FOLDER", "where runs may be kept", "nothing"));
  delete process.env.ATELIER_DATA;
  process.env.ATELIER_OFFLINE = "1";
  const file = evidenceFile(`${name}-quick-trial.json`);
  const trials = keptRows<Awaited<ReturnType<typeof trial>>>(file);
  for (const seed of SEEDS)
    for (const preset of Object.keys(wanted)) {
      if (trials.some((one) => one.seed === seed && one.preset === preset)) continue;
      trials.push(await trial(name, preset, seed, folder));
      await writeJson(file, trials);
      console.log(JSON.stringify(trials.at(-1)));
    }
  const wrong = trials.filter(({ right }) => !right).length;
  console.log(`${trials.length} verdicts, ${wrong} wrong`);
  process.exitCode = wrong > 0 ? 1 : 0;
}

main(process.argv[2], process.argv[3]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
