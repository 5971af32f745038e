import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pair as filmPair, type Pair, type PairOptions } from "../art/pair/pair.js";
import { walk as film, type Walk, type WalkOptions } from "../art/walk/walk.js";
import { pictureMark } from "../runs/publish/marks.js";
import type { Run } from "../runs/run.js";
import type { RunAtStep } from "../runs/runAtStep.js";
import { showGrid } from "../show/display.js";
import { underLine } from "./underLine.js";

/** Films the way through latents and shows the keys. */
export async function walk(run: Run, options: WalkOptions = {}): Promise<Walk> {
  const made = await underLine("frames", options, (watched) =>
    film(run, { ...options, ...watched }),
  );
  const { path, folder, frames } = made;
  const columns = Math.min(path.keys.length, 8);
  const caption = `${run.name} · generated, keys ${path.keys.join(", ")} of a walk of ${frames} frames`;
  showGrid(
    readFileSync(join(folder, "keys.png")),
    caption,
    pictureMark(run, { columns, border: 2 }),
  );
  return made;
}

/** Films two or more runs on one path and shows the keys, a row for each run. */
export async function pair(
  runs: readonly (Run | RunAtStep)[],
  options: PairOptions = {},
): Promise<Pair> {
  const chosen = runs.map((one) => ("run" in one ? one : { run: one }));
  const made = await underLine("frames", options, (watched) =>
    filmPair(chosen, { ...options, ...watched }),
  );
  const columns = Math.min(made.path.keys.length, 8);
  chosen.forEach(({ run }, at) => {
    const caption = `${run.name} · generated, keys of the pair`;
    const png = readFileSync(join(made.folder, `keys-${at + 1}.png`));
    showGrid(png, caption, pictureMark(run, { columns, border: 2 }));
  });
  return made;
}
