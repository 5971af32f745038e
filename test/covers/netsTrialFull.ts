import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { proofPage } from "../../src/covers/proofPage.js";
import { proveNets } from "../../src/covers/prove.js";
import { genreNames } from "../../src/data/synthetic/paintings.js";
import { ConfigError, expected } from "../../src/errors.js";
import { writeFile, writeJson } from "../../src/files.js";
import { quickCopy } from "../../src/iterations/quick.js";
import type { Run } from "../../src/runs/run.js";
import { evidenceFile, figuresOf, keptRows } from "./evidenceFile.js";
import { playOn } from "./playOn.js";
import { writeCovers } from "./writeCovers.js";

// The baseline of generators that are told genres: one quick run for each genre's covers alone, judged
// together by the same classifiers.
//
//   node dist/test/covers/netsTrialFull.js FOLDER STEPS [ALBUMS]
//
// STEPS are each network's: 200 are as many in all as the one generator's, 1200 as many each. ALBUMS has
// a folder for each genre; without it 200 covers of each drawn genre are written. Runs are kept in FOLDER,
// which goes on where it was stopped; figures go to docs/evidence/covers.

const COUNT = 200;

async function main(
  folder: string | undefined,
  steps: number,
  given: string | undefined,
): Promise<void> {
  if (!(steps > 0)) throw new ConfigError(expected("STEPS", "200, or 1200", steps));
  if (!folder) throw new ConfigError(expected("FOLDER", "where runs may be kept", "nothing"));
  process.env.ATELIER_OFFLINE = "1";
  const albums = given ?? join(folder, "albums");
  if (!existsSync(albums))
    await writeCovers(albums, { count: COUNT * genreNames.length, genres: genreNames, sizePx: 36 });
  const data = given ? "covers" : "drawn";
  const nets: { readonly run: Run }[] = [];
  const genres = readdirSync(albums).sort();
  const iteration = quickCopy("covers64", "unlabelled");
  for (const genre of genres) {
    const out = join(folder, `${data}-${genre}-${steps}`);
    const options = { out, seed: 1, steps, data: join(albums, genre) };
    nets.push({ run: await playOn(iteration, options) });
    console.log(`${genre}: ${nets.at(-1)?.run.status.state}`);
  }
  const proven = await proveNets(nets);
  await writeFile(join(folder, `${data}-${steps}.html`), proofPage(proven));
  const { proof } = proven;
  const found = {
    data,
    genres: proof.genres,
    kimgEach: proof.kimg,
    answer: proof.verdict.answer,
    ...figuresOf(proof),
    diversity: proof.diversity,
    copies: proof.copies,
  };
  const file = evidenceFile("nets-quick-trial.json");
  await writeJson(file, [
    ...keptRows<typeof found>(file).filter(
      (one) => one.data !== data || one.kimgEach !== proof.kimg,
    ),
    found,
  ]);
  console.log(proof.verdict.sentence);
}

main(process.argv[2], Number(process.argv[3]), process.argv[4]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
