import { join } from "node:path";
import { boundsHold } from "../../diagnosis/acceptance.js";
import { ConfigError } from "../../errors.js";
import { ensureFolder, writeFile, writeJson } from "../../files.js";
import { Run } from "../run.js";
import { isRunFolder } from "../runFolder.js";
import { evidencePage } from "./evidencePage.js";
import { type MatrixOptions, matrix } from "./matrix.js";
import { planned as allPlanned, type Planned, plannedOf } from "./plan.js";
import { matrixFile, readEvidence, readMatrix } from "./readEvidence.js";
import {
  evidenceRun,
  looksOf,
  minutesOf,
  type TrainEvidenceOptions,
  trainEvidence,
} from "./trainEvidence.js";
import { writeEvidence, writeRefused } from "./writeEvidence.js";

/** Which runs, and where their small results go. */
export interface EvidenceOptions extends TrainEvidenceOptions {
  /** An iteration; only the page is written without one. */
  readonly name?: string;
  /** One of its planned presets; all unless said. */
  readonly preset?: string;
  /** Where the results are committed: `docs/evidence`. */
  readonly docs: string;
  /** Only writes what the runs that are there came to, trains none. */
  readonly kept?: boolean;
}

/** The run of a plan as it stands; undefined where there is none. */
function standing(folder: string): Run | undefined {
  const run = isRunFolder(folder) ? new Run(folder) : undefined;
  return run?.lastRow() && run.status.state !== "running" ? run : undefined;
}

/** The run as far as it comes; undefined where it is refused before its first step, which is kept too. */
async function begun(one: Planned, options: EvidenceOptions): Promise<Run | undefined> {
  try {
    return await trainEvidence(one, options);
  } catch (error) {
    if (!(error instanceof ConfigError) || isRunFolder(evidenceRun(options.folder, one)))
      throw error;
    await writeRefused(one, error.message, options.docs);
    options.log?.(`refused: ${error.message}`);
    return undefined;
  }
}

/** Goes on with one run, look by look, writing what it came to each time, until its bounds hold. */
async function gather(one: Planned, options: EvidenceOptions): Promise<void> {
  const { folder, docs, kept = false, minutes, signal, log = () => {} } = options;
  const own = evidenceRun(folder, one);
  const looks = one.whole || kept ? [minutes] : looksOf(minutes, minutesOf(standing(own)));
  for (const until of looks) {
    const run = kept ? standing(own) : await begun(one, { ...options, minutes: until });
    if (!run) return;
    const { acceptance } = await writeEvidence(run, one, docs, log);
    for (const { value, bound, holds } of acceptance)
      log(`${holds === undefined ? " " : holds ? "+" : "-"} ${value}; ${bound}`);
    if (signal?.aborted || run.status.step >= one.steps || boundsHold(acceptance)) return;
  }
}

/**
 * Goes on with runs at full size, one after another, writes the small results of each, and the page
 * of all. A run ends when its steps are done, its time is up or, unless it is to be run whole, its
 * bounds hold at one of the looks; stopped, it goes on from there the next time.
 * @returns the page's file.
 * @throws ConfigError for an iteration or preset that is not planned.
 */
export async function evidence(options: EvidenceOptions): Promise<string> {
  const { name, preset, folder, docs, kept = false, signal, log = () => {} } = options;
  const runs = name === undefined ? [] : plannedOf(name, preset);
  for (const one of runs) {
    if (signal?.aborted) break;
    log(`${one.iteration.name} ${one.iteration.preset}, ${one.steps} steps`);
    await gather(one, kept ? options : { ...options, folder: ensureFolder(folder) });
  }
  return writePage(docs);
}

/** Writes the page of all results that lie in `docs`. @returns its file. */
async function writePage(docs: string): Promise<string> {
  const page = join(docs, "README.md");
  await writeFile(page, evidencePage(allPlanned(), readEvidence(docs), readMatrix(docs)));
  return page;
}

/**
 * Makes the matrix of expected and found causes, and writes it into the page.
 * @param options.docs where the results are committed.
 */
export async function writeMatrix(
  options: MatrixOptions & { readonly docs: string },
): Promise<string> {
  await writeJson(join(options.docs, matrixFile), await matrix(options));
  return writePage(options.docs);
}
