import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, stepName } from "../../src/runs/run.js";

/** Figures of a run without the columns that say how long it took. */
export function figuresOf(run: Run) {
  return run.rows().map(({ seconds, imagesPerSecond, memoryMiB, ...rest }) => rest);
}

function sameFiles(a: string, b: string, names: readonly string[]): void {
  for (const name of names) {
    assert.ok(readFileSync(join(a, name)).equals(readFileSync(join(b, name))), `${name} differs`);
  }
}

/** Two folders of pictures with the same names and bytes. */
function samePictures(a: string, b: string): void {
  const names = readdirSync(a);
  assert.ok(names.length > 1);
  assert.deepEqual(readdirSync(b), names);
  sameFiles(a, b, names);
}

/** Two runs played the same steps: statistics, grids, measures and the last arrays, bit for bit. */
export function assertSameSteps(a: Run, b: Run): void {
  assert.deepEqual(figuresOf(a), figuresOf(b));
  samePictures(join(a.folder, "grids"), join(b.folder, "grids"));
  const arrays = join(stepName(a.status.step), "state.safetensors");
  sameFiles(a.folder, b.folder, [arrays, "measures.json"]);
  assert.equal(b.status.state, "complete");
}

/** `assertSameSteps`, and the same plan: film, options and the whole last checkpoint too. */
export function assertSameRun(a: Run, b: Run): void {
  assertSameSteps(a, b);
  samePictures(join(a.folder, "film"), join(b.folder, "film"));
  const saved = ["state.json", "SHA256SUMS"].map((file) => join(stepName(a.status.step), file));
  sameFiles(a.folder, b.folder, [...saved, "options.json"]);
}
