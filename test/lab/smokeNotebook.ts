import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/project.js";

const folder = join(projectRoot(), "notebooks");

/** A notebook beside the others for the time of a test, so that its imports are theirs. */
export interface SmokeNotebook {
  readonly name: string;
  read(): string;
  remove(): void;
}

let made = 0;

/** A notebook with this text. A name for each: Jupyter keeps one kernel for one path. */
export function placeNotebook(content: string): SmokeNotebook {
  const name = `zz-smoke-${process.pid}-${made++}.ipynb`;
  const path = join(folder, name);
  writeFileSync(path, content);
  return {
    name,
    read: () => readFileSync(path, "utf8"),
    remove: () => rmSync(path, { force: true }),
  };
}

/** A copy of one of the notebooks, without its outputs. */
export function copyOf(original: string): SmokeNotebook {
  const notebook = JSON.parse(readFileSync(join(folder, original), "utf8")) as {
    cells: { outputs?: unknown[]; execution_count?: number | null }[];
  };
  for (const cell of notebook.cells) {
    if (cell.outputs) Object.assign(cell, { outputs: [], execution_count: null });
  }
  return placeNotebook(JSON.stringify(notebook));
}

/** A notebook of these code cells. */
export function notebookOf(...sources: readonly string[]): SmokeNotebook {
  const cells = sources.map((source, index) => ({
    cell_type: "code",
    id: `cell-${index}`,
    source,
    metadata: {},
    outputs: [],
    execution_count: null,
  }));
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  return placeNotebook(
    JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }),
  );
}
