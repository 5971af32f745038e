import { join } from "node:path";
import type { AttributeAnswer } from "../../src/covers/proof/attributeVerdict.js";
import { proveAttributes } from "../../src/covers/proveAttributes.js";
import { ConfigError, expected } from "../../src/errors.js";
import { writeJson } from "../../src/files.js";
import { quickCopy } from "../../src/iterations/quick.js";
import { evidenceFile, keptRows } from "./evidenceFile.js";
import { playOn } from "./playOn.js";

// Whether the proof about attributes tells the truth where it is known: quick runs on covers that the
// lab draws after a table must be found to follow what shows in the drawing, by colours alone what is
// colour, and nothing where nothing shows; runs on rows dealt out by lot must be found to ignore them.
//
//   node dist/test/covers/attributeTrialFull.js FOLDER
//
// keeps its runs in FOLDER and goes on where it was stopped; results in docs/evidence/covers.

interface Trial {
  readonly seed: number;
  readonly preset: string;
  readonly attribute: string;
  readonly answer: AttributeAnswer;
  readonly right: boolean;
  readonly ofReals: number;
  readonly ofGenerated: number;
  readonly withoutColour: number;
  readonly coloursAlone: number;
  readonly permutationP: number;
  readonly directionP: number;
  readonly effect: number;
}

const SEEDS = [1, 2];
const drawing = ["danceability", "tempo"];
const colour = ["energy", "loudness"];

/** What is true of an attribute of the drawn covers. */
function truth(attribute: string, preset: string): AttributeAnswer {
  if (![...drawing, ...colour].includes(attribute)) return "not visible in the reals";
  if (preset === "permuted") return "ignored";
  return drawing.includes(attribute) ? "works" : "colour only";
}

async function trial(preset: string, seed: number, folder: string): Promise<readonly Trial[]> {
  const out = join(folder, `coversAttributes64-${preset}-${seed}`);
  const run = await playOn(quickCopy("coversAttributes64", preset), { seed, out });
  const { proof } = await proveAttributes(run);
  const { whole, colours, shapes } = proof.regressors;
  const of = (values: readonly number[], at: number) => values[at] ?? Number.NaN;
  return proof.attributes.map((attribute, at) => {
    const answer = proof.verdict.each[at] as AttributeAnswer;
    return {
      seed,
      preset,
      attribute,
      answer,
      right: answer === truth(attribute, preset),
      ofReals: of(whole.reals.correlations, at),
      ofGenerated: of(whole.generated.correlations, at),
      withoutColour: of(shapes.generated.correlations, at),
      coloursAlone: of(colours.generated.correlations, at),
      permutationP: of(whole.generated.permutationP, at),
      directionP: whole.generated.directionP,
      effect: of(proof.effects, at),
    };
  });
}

async function main(folder: string | undefined): Promise<void> {
  if (!folder) throw new ConfigError(expected("FOLDER", "where runs may be kept", "nothing"));
  process.env.ATELIER_OFFLINE = "1";
  const file = evidenceFile("coversAttributes64-quick-trial.json");
  const trials = keptRows<Trial>(file);
  for (const seed of SEEDS)
    for (const preset of ["repaired", "permuted"]) {
      if (trials.some((one) => one.seed === seed && one.preset === preset)) continue;
      const found = await trial(preset, seed, folder);
      trials.push(...found);
      await writeJson(file, trials);
      for (const one of found) console.log(JSON.stringify(one));
    }
  const wrong = trials.filter(({ right }) => !right).length;
  console.log(`${trials.length} answers, ${wrong} wrong`);
  process.exitCode = wrong > 0 ? 1 : 0;
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
