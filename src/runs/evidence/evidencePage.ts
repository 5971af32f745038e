import { accepted, boundedOf, boundsHold } from "../../diagnosis/acceptance.js";
import { duration } from "../../show/panelHtml.js";
import { stepName } from "../run.js";
import { type Figures, isRefused, type Refused } from "./figures.js";
import type { MatrixRow } from "./matrix.js";
import { matrixTable } from "./matrixTable.js";
import type { Planned } from "./plan.js";
import { published } from "./published.js";

const whole = (value: number) => value.toLocaleString("en");
const keyOf = ({ iteration, preset }: Pick<Refused, "iteration" | "preset">) =>
  `${iteration} ${preset}`;
const plannedKey = ({ iteration: { name, preset } }: Planned) => `${name} ${preset}`;
const folderOf = ({ iteration, preset, seed }: Figures) => `${iteration}/${preset}-seed${seed}`;

/** How far a run came. */
function reached(planned: Planned, figures: Figures): string {
  const { steps, of, acceptance } = figures;
  if (steps >= of) return `${whole(steps)} steps`;
  if (!planned.whole && boundsHold(acceptance))
    return `${whole(steps)} of ${whole(of)} steps: its bounds hold`;
  return `not reached: ${whole(steps)} of ${whole(of)} steps`;
}

function verdict({ holds }: Figures["acceptance"][number]): string {
  if (holds === undefined) return "";
  return holds ? "yes" : "**no**";
}

/** What was planned, and what it came to. */
type Played = readonly [planned: Planned, figures: Figures];

/** Rows of the acceptance table: one a finding, the run named in the first. */
function acceptanceRows(
  planned: Planned,
  figures: Figures | Refused | undefined,
): readonly string[] {
  const key = plannedKey(planned);
  const still = published[key] ?? "";
  if (!figures)
    return [`| ${key} | not run yet: 0 of ${whole(planned.steps)} steps | ${still} | | | |`];
  if (isRefused(figures))
    return [`| ${key} | refused before its first step | ${still} | ${figures.refused} | | |`];
  const link = `[${key}](#${key.toLowerCase().replace(" ", "-")})`;
  return figures.acceptance.map((finding, at) => {
    const first = at === 0 ? `${link} | ${reached(planned, figures)} | ${still}` : " | | ";
    return `| ${first} | ${finding.value} | ${finding.bound} | ${verdict(finding)} |`;
  });
}

/** Letters of the causes that a run's signals name. */
function lettersOf({ diagnosis }: Figures): string {
  if (!diagnosis) return "kept no signals";
  return diagnosis.map(({ letter }) => letter).join(" ") || "none";
}

/** One line a run: what it cost and came to. */
function costRow([planned, figures]: Played): string {
  const { kimg, seconds, memoryMiB, precision, environment } = figures;
  const bounds = boundedOf(figures.acceptance);
  const held = bounds.filter(({ holds }) => holds).length;
  return `| ${[
    `[${keyOf(figures)}](#${keyOf(figures).toLowerCase().replace(" ", "-")})`,
    reached(planned, figures),
    kimg.toFixed(kimg < 10 ? 1 : 0),
    duration(seconds),
    `${whole(Math.round(memoryMiB))} MiB`,
    precision,
    `${environment.processor}, ${environment.cores} ${environment.cores === 1 ? "core" : "cores"}`,
    bounds.length === 0
      ? "none set"
      : `${held} of ${bounds.length}${accepted(bounds) ? "" : " **(not all)**"}`,
    lettersOf(figures),
  ].join(" | ")} |`;
}

function causesText({ diagnosis }: Figures): string {
  if (!diagnosis) return "This run kept no signals.";
  const causes = diagnosis.map(
    ({ letter, cause, evidence }) => `- **${letter}**, ${cause}: ${evidence}.`,
  );
  return causes.join("\n") || "The signals name no cause of failure.";
}

function section([planned, figures]: Played): string {
  const { data, pictures, withheld, measures } = figures;
  const folder = folderOf(figures);
  const { copyCheck } = measures;
  const grids = pictures.map((step) => `![step ${step}](${folder}/${stepName(step)}.webp)`);
  return [
    `### ${keyOf(figures)}`,
    `${reached(planned, figures)}, seed ${figures.seed}. Data: ${data}. Copy check ${copyCheck.passed ? "passed" : "failed"}: the nearest of 64 samples is ${copyCheck.nearestSample.toFixed(1)} grey levels from a training picture, near reals ${copyCheck.nearReals.toFixed(1)} from each other. ${withheld.join(" ")}`,
    causesText(figures),
    `Pictures at steps ${pictures.map(whole).join(", ")}, the same latents each time:`,
    grids.join("\n"),
    `[figures](${folder}/figures.json) · [statistics](${folder}/stats.csv)\n\n![curves](${folder}/curves.svg)`,
  ].join("\n\n");
}

/** The page of all runs at full size: what was reached, measured, named, and shown. */
export function evidencePage(
  plan: readonly Planned[],
  all: readonly (Figures | Refused)[],
  causes: readonly MatrixRow[] = [],
): string {
  const found = new Map(all.map((figures) => [keyOf(figures), figures]));
  const played = all.flatMap((figures) => (isRefused(figures) ? [] : [figures]));
  const known = plan.flatMap((planned) =>
    played
      .filter((figures) => keyOf(figures) === plannedKey(planned))
      .map((figures): Played => [planned, figures]),
  );
  return `# Evidence

Runs at full size: figures and generated pictures; no weights, no training pictures. Made by
\`ATELIER_DATA=FOLDER npx atelier evidence NAME --preset PRESET\`, which goes on where it was stopped, for an
hour or until the bounds hold, the report's own step counts for as long as they take;
\`npx atelier evidence\` alone writes this page anew. Whether the diagnosis names what is wrong is
[measured apart](diagnosis/README.md).

## Published, ours, bound

What the report's stills measure, what our runs of the same presets measure at the step they reached, and
what was to be expected. Repaired presets are held against real pictures, against the same blurred to soft
blobs (a Gaussian whose sigma is a 28th of the side, so that it takes as much at every size), and against
the same with their patches shuffled.

| run | steps | published | ours | bound | holds |
| --- | --- | --- | --- | --- | --- |
${plan.flatMap((planned) => acceptanceRows(planned, found.get(plannedKey(planned)))).join("\n")}

## Expected and found causes

${matrixTable(causes, played)}

## What they cost

Times beside other work on the same machine: none of them is a measure of speed.

| run | steps | kimg | time | memory | computed in | machine | bounds kept | causes named |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${known.map(costRow).join("\n")}

## The runs

${known.map(section).join("\n\n")}
`;
}
