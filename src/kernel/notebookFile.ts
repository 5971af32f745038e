import { readFileSync } from "node:fs";
import { ConfigError, expected, messageOf } from "../errors.js";
import { writeFile } from "../files.js";

/** A cell as nbformat 4 writes it; fields that the kernel room does not touch are carried along. */
export interface NotebookCell {
  cell_type: string;
  id?: string;
  metadata: { tags?: string[]; [key: string]: unknown };
  source: string | string[];
  outputs?: Record<string, unknown>[];
  execution_count?: number | null;
}

/** A notebook as nbformat 4 writes it. */
export interface Notebook {
  cells: NotebookCell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

function isNotebook(value: unknown): value is Notebook {
  const { nbformat, cells } = (value ?? {}) as Partial<Notebook>;
  return nbformat === 4 && Array.isArray(cells);
}

/** Reads a notebook; a file that is missing or is none is a `ConfigError` that names it. */
export function readNotebook(path: string): Notebook {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new ConfigError(`${path}: expected a notebook, got ${messageOf(error)}`);
  }
  if (!isNotebook(parsed)) {
    throw new ConfigError(expected(path, "a notebook of nbformat 4", Object(parsed).nbformat));
  }
  return parsed;
}

/** Writes a notebook as Jupyter does, so that saving it there changes nothing. */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  await writeFile(path, `${JSON.stringify(notebook, null, 1)}\n`);
}

/** The text of a cell. */
export function cellText({ source }: NotebookCell): string {
  return typeof source === "string" ? source : source.join("");
}

/** Whether a cell carries a tag. */
export function hasTag(cell: NotebookCell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}
