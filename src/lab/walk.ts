import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pair as filmPair, type Pair, type PairOptions } from "../art/pair/pair.js";
import { pairVerdict } from "../art/pair/pairVerdict.js";
import { walk as film, type Walk, type WalkOptions } from "../art/walk/walk.js";
import { pictureMark } from "../runs/publish/marks.js";
import type { RunAtStep } from "../runs/runAtStep.js";
import { showGrid, showMarkdown, showTable } from "../show/display.js";
import { escapeMarkdown } from "../show/escape.js";
import { atStep, type Which } from "./atStep.js";
import { showFilm } from "./showFilm.js";
import { underLine } from "./underLine.js";

/** Films the way through latents and shows the keys. */
export async function walk(which: Which, options: WalkOptions = {}): Promise<Walk> {
  const { run, ...step } = atStep(which);
  const made = await underLine("frames", options, (watched) =>
    film(run, { ...step, ...options, ...watched }),
  );
  const { path, folder, frames } = made;
  const columns = Math.min(path.keys.length, 8);
  const caption = `${run.name} · generated, keys ${path.keys.join(", ")} of a walk of ${frames} frames`;
  showGrid(
    readFileSync(join(folder, "keys.png")),
    caption,
    pictureMark(run, { columns, border: 2 }),
  );
  showFilm(folder, caption, pictureMark(run, { columns: 1, border: 0 }));
  return made;
}

/** Films two or more runs on one path and shows the keys, a row for each run. */
export async function pair(runs: readonly Which[], options: PairOptions = {}): Promise<Pair> {
  const chosen = runs.map(atStep);
  const made = await underLine("frames", options, (watched) =>
    filmPair(chosen, { ...options, ...watched }),
  );
  const columns = Math.min(made.path.keys.length, 8);
  chosen.forEach(({ run }, at) => {
    const caption = `${run.name} · generated, keys of the pair`;
    const png = readFileSync(join(made.folder, `keys-${at + 1}.png`));
    showGrid(png, caption, pictureMark(run, { columns, border: 2 }));
  });
  const { run } = chosen[0] as RunAtStep;
  const beside = options.layout !== "stacked";
  const mark = pictureMark(run, { columns: beside ? chosen.length : 1, border: 0 });
  showFilm(made.folder, "the pair", mark);
  const { pair: likeness, control, identity } = made.measures;
  showTable([
    { films: "both on one path", ...likeness },
    { films: "the second on another path", ...control },
    { films: "the first with itself", ...identity },
  ]);
  showMarkdown(escapeMarkdown(pairVerdict(made.measures)));
  return made;
}
