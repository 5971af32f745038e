import { join } from "node:path";
import { removeFolder, writeFile, writeJson } from "../../files.js";
import { csvTable } from "../../show/csv.js";
import { curves } from "../../show/curves.js";
import { figureSvg } from "../../show/static.js";
import { acceptRun } from "../acceptRun.js";
import { diagnoseRun, keptSignals } from "../diagnoseRun.js";
import { measureAt } from "../measureAt.js";
import { picturesOf } from "../picturesOf.js";
import type { Run, StatRow } from "../run.js";
import { writePictures } from "./evidencePictures.js";
import { costsOf, type Figures, type Refused, rounded } from "./figures.js";
import type { Planned } from "./plan.js";

/** Rows of the statistics that are kept. */
const ROWS = 100;

/** Rows evenly over a run, the first and the last among them. */
function thinned(rows: readonly StatRow[]): readonly StatRow[] {
  const every = Math.max(1, Math.ceil(rows.length / ROWS));
  return rows.filter((_, at) => at === 0 || (at + 1) % every === 0 || at === rows.length - 1);
}

/** Measures a run as it stands, and holds it against its bounds. */
async function measured(run: Run, log: (line: string) => void) {
  const measures = await measureAt(run, { log });
  const kept = picturesOf(run, measures).startColour;
  const startColour = kept ?? (await measureAt(run, { step: 0 })).quality?.colour.samples;
  const known = startColour === undefined ? {} : { startColour };
  return { measures, ...known, acceptance: acceptRun(run, { ...measures, ...known }) };
}

/**
 * Writes the small results of a run below `docs`: figures, pictures that pass the copy check,
 * curves, a hundred rows of statistics. No weights, no training pictures, no folders of this machine.
 */
export async function writeEvidence(
  run: Run,
  { steps: of }: Planned,
  docs: string,
  log: (line: string) => void = () => {},
): Promise<Figures> {
  const { iteration, seed, precision = "float32" } = run.options;
  const { name, preset } = iteration;
  const { revision, engine, processor, cores } = run.environment;
  const found = await measured(run, log);
  const folder = join(docs, name, `${preset}-seed${seed}`);
  removeFolder(folder);
  const { steps: pictures, withheld } = await writePictures(run, folder);
  const figures: Figures = {
    iteration: name,
    preset,
    seed,
    steps: found.measures.step,
    of,
    ...costsOf(run),
    precision,
    data: run.data.description,
    environment: { revision, engine, processor, cores },
    ...found,
    ...(keptSignals(run) ? { diagnosis: diagnoseRun(run) } : {}),
    pictures,
    withheld,
  };
  await writeJson(join(folder, "figures.json"), rounded(figures));
  await writeFile(join(folder, "stats.csv"), `${csvTable(thinned(run.rows()).map(rounded))}\n`);
  const title = `${name} ${preset}, seed ${seed}`;
  await writeFile(join(folder, "curves.svg"), await figureSvg(curves(run.rows(), { title })));
  return figures;
}

/** Writes that a run was refused before its first step, and why. */
export async function writeRefused(
  { iteration: { name, preset }, steps }: Planned,
  refused: string,
  docs: string,
): Promise<void> {
  const figures: Refused = { iteration: name, preset, of: steps, refused };
  await writeJson(join(docs, name, `${preset}-seed1`, "figures.json"), figures);
}
