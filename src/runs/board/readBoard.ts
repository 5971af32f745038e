import { ConfigError, expected } from "../../errors.js";
import { binRows } from "../../show/board/binRows.js";
import type { Board, BoardRun, BoardValues } from "../../show/board/board.js";
import { stagesOf } from "../../show/board/stages.js";
import { judgeRun } from "../judgeRun.js";
import { gridMark } from "../publish/marks.js";
import type { Run } from "../run.js";
import { costsOf } from "./costs.js";
import { latentsNote } from "./latents.js";
import { boardReals } from "./reals.js";
import { gridPlaces, stagePictures } from "./runPictures.js";
import { differing, settingsOf } from "./settings.js";
import { signalsOf } from "./signals.js";

const [LEAST, MOST] = [2, 20];
/** Bytes of all pictures of a board, about. */
const PICTURE_BYTES = 9e6;

/** Places of the slider: fewer for many runs, so that a board stays of one size. */
const stageCount = (runs: number) => Math.max(12, Math.min(32, Math.floor(128 / runs)));

function check(runs: readonly Run[]): void {
  if (runs.length < LEAST || runs.length > MOST)
    throw new ConfigError(expected("compare", `${LEAST} to ${MOST} runs`, runs.length));
  const folders = runs.map(({ folder }) => folder);
  const twice = runs.find(({ folder }, index) => folders.indexOf(folder) !== index);
  if (twice) throw new ConfigError(expected("compare", "every run once", `${twice.name} twice`));
}

function titleOf(runs: readonly Run[]): string {
  const names = [...new Set(runs.map((run) => run.iteration.name))];
  const count = runs.length === 1 ? "1 run" : `${runs.length} runs`;
  return names.length <= 3
    ? `${count} of ${names.join(", ")}`
    : `${count} of ${names.length} iterations`;
}

function labelOf(run: Run, alone: boolean): string {
  const { iteration, seed } = run.options;
  return `${alone ? "" : `${iteration.name} · `}${iteration.preset} · seed\u00a0${seed}`;
}

type Text = Pick<BoardRun, "name" | "title" | "label" | "verdict" | "columns" | "cellPx" | "mark">;

function textOf(run: Run, alone: boolean): Text {
  const { sampling, data } = run.iteration;
  return {
    name: run.name,
    title: labelOf(run, false),
    label: labelOf(run, alone),
    ...(run.measures ? { verdict: judgeRun(run).sentence } : {}),
    columns: sampling.grid,
    cellPx: data.imageSize,
    mark: gridMark(run),
  };
}

/** A board of any number of runs from 1 up: everything that is shown of them, read from their folders. */
export async function readBoard(runs: readonly Run[]): Promise<Board> {
  const read = runs.map((run) => ({ run, rows: run.rows(), settings: settingsOf(run) }));
  const all = read.map((one) => ({ ...one, places: gridPlaces(one.run, one.rows) }));
  const stages = stagesOf(
    all.map(({ places }) => places.kimgs),
    stageCount(runs.length),
  );
  const most = PICTURE_BYTES / Math.max(1, runs.length * stages.length);
  const alone = new Set(runs.map((run) => run.iteration.name)).size === 1;
  const { names, alike } = differing(all.map(({ settings }): BoardValues => settings));
  const boardRuns: BoardRun[] = [];
  for (const { run, rows, settings, places } of all) {
    boardRuns.push({
      ...textOf(run, alone),
      settings,
      signals: signalsOf(run, rows),
      costs: costsOf(run, rows),
      curves: binRows(rows),
      ...(await stagePictures(run, places, stages, most)),
    });
  }
  const reals = await boardReals(runs);
  return {
    title: titleOf(runs),
    runs: boardRuns,
    differing: names,
    alike,
    stages,
    latents: latentsNote(runs),
    reals,
  };
}

/** The board of 2 to 20 different runs. @throws ConfigError for another number, or a run twice. */
export async function compareRuns(runs: readonly Run[]): Promise<Board> {
  check(runs);
  return await readBoard(runs);
}
