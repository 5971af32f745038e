import { gridName, type Run } from "./run.js";
import type { TimelineEvent } from "./timeline.js";

const round = (value: number | undefined) =>
  value === undefined ? "-" : String(Number(value.toPrecision(4)));

/** How far a run is, in words that stay true if its process dies after they were written. */
function stateLine(run: Run): string {
  const { state, step, steps, error } = run.status;
  const of = `${step} of ${steps} steps`;
  switch (state) {
    case "running":
      return `Saved after ${of}; running when this page was written`;
    case "incomplete":
      return `Incomplete: saved after ${of}, then the process ended without a word`;
    case "failed":
      return `Failed, saved after ${of}: ${error ?? "no reason was kept"}`;
    default:
      return `${state === "complete" ? "Complete" : "Stopped"} after ${of}`;
  }
}

/** One row of the timeline; texts may hold anything. */
function eventLine({ at, step, what, text = "" }: TimelineEvent): string {
  const safe = text.replace(/[|\r\n]/g, " ");
  return `| ${at.slice(0, 19).replace("T", " ")} | ${step} | ${what}${safe && `: ${safe}`} |`;
}

/** A run's README: what it was and what came out, for a person without the program. */
export function runPage(run: Run): string {
  const { iteration, seed, quick } = run.options;
  const { status, environment, data } = run;
  const last = run.lastRow();
  const lastGrid = run.gridSteps().at(-1);
  const heading = `${iteration.name}, ${iteration.preset}${quick ? " (quick)" : ""}, seed ${seed}`;
  return `# ${heading}

${iteration.title}. ${stateLine(run)}
(${round(last?.kimg)} kimg, ${round(status.seconds ?? last?.seconds)} s) on TensorFlow ${environment.engine.version},
${environment.processor}, ${environment.cores} cores.

Data: ${data.description}. Manifest ${data.manifestHash.slice(0, 12)}.

| last step | |
| --- | --- |
${Object.entries(last ?? {})
  .map(([name, value]) => `| ${name} | ${round(value)} |`)
  .join("\n")}
${lastGrid === undefined ? "" : `\n![step ${lastGrid}](grids/${gridName(lastGrid, "plain")})\n`}
| when | step | what happened |
| --- | --- | --- |
${run.timeline.map(eventLine).join("\n")}

| file | what |
| --- | --- |
| options.json | the whole experiment, the seed and the budget |
| environment.json | engine, versions, machine, git revision |
| data.json | data set, its hash, unreadable files, range as the discriminator saw it |
| reals.png | the first training pictures as the networks see them |
${iteration.training.diffAugment.length > 0 ? "| augmented.png | eight of them, and what DiffAugment makes of them before D sees them |\n" : ""}| stats.jsonl | one line a step: losses, mean D(real) and D(fake), time, memory |
| grids/ | pictures from the same latents at every step; \`-preset\`: as the iteration itself shows them |
| film/ | frames for a film of the training: nine latents, up to 500 steps evenly in the logarithm |
| step-NNNNNN/ | checkpoints: every array (safetensors), random streams and place in the data, checksums |
| quality.jsonl | measures of the samples at step 0 and at checkpoints of powers of two |
| measures.json | written at the end: the last samples beside reals: saturation, smoothness, diversity, copy check |
| timeline.jsonl | when it began, stopped, went on, and what was changed |
| status.json | running, complete, stopped or failed; steps saved; the process |
`;
}
