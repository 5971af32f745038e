import { contactSheet } from "../data/contactSheet.js";
import { describeEngine, openEngine } from "../engine/backend.js";
import { catalogue } from "../iterations/catalogue.js";
import { diff, fieldsOf } from "../iterations/diff.js";
import { describeEstimate, estimate } from "../iterations/estimate.js";
import { diagnoseRun } from "../runs/diagnoseRun.js";
import { judgeRun } from "../runs/judgeRun.js";
import { chooseData } from "../runs/openRun.js";
import { openRunData } from "../runs/openRunData.js";
import { gridMark } from "../runs/publish/marks.js";
import type { Run } from "../runs/run.js";
import { prepareOf } from "../runs/runBatches.js";
import { curves } from "../show/curves.js";
import { showFigure, showMarkdown, showGrid as showPicture, showTable } from "../show/display.js";
import { cellScaleFor, encodePng, gridImage } from "../show/grid.js";
import { labelsOf } from "./labels.js";
import { type Choice, findChoice } from "./run.js";

/** Shows the fields in which some presets of an iteration differ, a column for each preset. */
export function showPresets(
  name: string,
  presets: readonly string[],
  options: { quick?: boolean } = {},
): void {
  const [first, ...others] = presets.map((preset) => findChoice(name, { ...options, preset }));
  if (!first) return;
  const changed = new Set(others.flatMap((other) => diff(first, other).map(({ field }) => field)));
  const columns = [first, ...others].map((preset) => [preset.preset, fieldsOf(preset)] as const);
  const rows = [...fieldsOf(first).keys()]
    .filter((field) => changed.has(field))
    .map((field) => ({
      field,
      ...Object.fromEntries(columns.map(([preset, values]) => [preset, values.get(field)])),
    }));
  showTable(rows);
}

/** Shows every iteration that the lab can run, with the presets it comes in. */
export function showIterations(): void {
  showTable(
    Object.entries(catalogue).map(([iteration, presets]) => ({
      iteration,
      about: Object.values(presets)[0]?.title,
      presets: Object.keys(presets).join(", "),
    })),
  );
}

/** Shows the training curves of a run: losses and the mean probabilities that D gives. */
export async function showCurves(one: Run): Promise<void> {
  const { iteration, seed } = one.options;
  await showFigure(
    curves(one.rows(), { title: `${iteration.name} · ${iteration.preset} · seed ${seed}` }),
  );
}

/** Shows a run's grid at a step, the last by default: from fixed latents, or in the preset's own view. */
export function showGrid(
  one: Run,
  options: { step?: number; view?: "plain" | "preset" } = {},
): void {
  const { iteration } = one.options;
  const step = options.step ?? one.gridSteps().at(-1);
  showPicture(
    one.grid(step, options.view),
    `${iteration.name} · ${iteration.preset} · generated, step ${step}`,
    gridMark(one, options.view),
  );
}

/** Shows what some runs measured, a line each, beside their reals. */
export function showMeasures(...runs: readonly Run[]): void {
  const labels = labelsOf(runs);
  const row = (
    name: string,
    { saturation, lag1, betweenSamples, spread }: Record<string, number>,
  ) => ({
    pictures: name,
    saturation,
    "lag-1": lag1,
    "between samples": betweenSamples,
    spread,
  });
  showTable(
    runs.flatMap((one, at) => {
      const { measures } = one;
      const label = labels[at] ?? "";
      if (!measures) return [{ pictures: `${label}: ${one.status.state}` }];
      const own = row(label, { ...measures.samples });
      return [
        {
          ...own,
          "spread in training": measures.trainingSpread,
          "copy check": measures.copyCheck.passed ? "passed" : "failed",
        },
        row(`its reals (${one.data.set})`, { ...measures.reals }),
      ];
    }),
  );
}

/** Shows the verdict on each run: one sentence made from its numbers. */
export function showVerdict(...runs: readonly Run[]): void {
  const labels = labelsOf(runs);
  const lines = runs.map(
    (one, at) => `**${labels[at]}**, step ${one.status.step}: ${judgeRun(one).sentence}`,
  );
  showMarkdown(lines.join("\n\n"));
}

/** Shows the causes that each run's signals name, with evidence, cure and what stays open. */
export function showDiagnosis(...runs: readonly Run[]): void {
  const labels = labelsOf(runs);
  showTable(
    runs.flatMap((one, at) => {
      const run = labels[at];
      const found = diagnoseRun(one).map(({ letter, cause, evidence, cures, cannotTell }) => ({
        run,
        letter,
        cause,
        evidence,
        cure: cures.map(({ field, value }) => `${field} → ${value}`).join("; "),
        "cannot tell": cannotTell,
      }));
      return found.length > 0 ? found : [{ run, letter: "-", cause: "none shows in the signals" }];
    }),
  );
}

/** Shows which engine runs, and why not a better one. */
export function showEngine(): void {
  showMarkdown(describeEngine(openEngine()));
}

/** Shows the cost of an iteration: parameters, memory, arithmetic. */
export function showCost(name: string, options: Choice = {}): void {
  showMarkdown(describeEstimate(estimate(findChoice(name, options))));
}

/** Shows the first real pictures of a preset's data set, as the network sees them. */
export async function showReals(
  name: string,
  options: Choice & { readonly count?: number; readonly data?: string } = {},
): Promise<void> {
  const { iteration, folder } = chooseData(findChoice(name, options), options.data);
  const { data } = iteration;
  const dataSet = await openRunData(iteration, folder === undefined ? {} : { data: folder });
  const sheet = await contactSheet(dataSet, prepareOf(iteration), 1, options.count ?? 9);
  const columns = Math.ceil(Math.sqrt(sheet.count));
  const png = await encodePng(
    gridImage(sheet, { columns, cellScale: cellScaleFor(data.imageSize, 96) }),
  );
  const { name: set, origin, manifestHash } = dataSet;
  const mark = { columns, border: 0, trueColours: true, prepare: data } as const;
  showPicture(png, `real: ${dataSet.description}`, {
    kind: "training",
    data: { set, origin, manifestHash },
    ...mark,
  });
}
