import { join } from "node:path";
import { ConfigError } from "../../errors.js";
import { ensureFolder, writeFile, writeJson } from "../../files.js";
import { Run } from "../run.js";
import { isRunFolder } from "../runFolder.js";
import { evidencePage } from "./evidencePage.js";
import { type MatrixOptions, matrix } from "./matrix.js";
import { planned as allPlanned, type Planned, plannedOf } from "./plan.js";
import { matrixFile, readEvidence, readMatrix } from "./readEvidence.js";
import { evidenceRun, type TrainEvidenceOptions, trainEvidence } from "./trainEvidence.js";
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

/**
 * Goes on with runs at full size, one after another, writes the small results of each, and the page
 * of all. Stopped, or out of time, it writes what was reached and goes on from there the next time.
 * @returns the page's file.
 * @throws ConfigError for an iteration or preset that is not planned.
 */
export async function evidence(options: EvidenceOptions): Promise<string> {
  const { name, preset, folder, docs, kept = false, signal, log = () => {} } = options;
  const runs = name === undefined ? [] : plannedOf(name, preset);
  for (const one of runs) {
    if (signal?.aborted) break;
    const { iteration, steps } = one;
    log(`${iteration.name} ${iteration.preset}, ${steps} steps`);
    const run = kept
      ? standing(evidenceRun(folder, one))
      : await begun(one, { ...options, folder: ensureFolder(folder) });
    if (!run) continue;
    const { acceptance } = await writeEvidence(run, one, docs, log);
    for (const { value, bound, holds } of acceptance)
      log(`${holds === undefined ? " " : holds ? "+" : "-"} ${value}; ${bound}`);
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
