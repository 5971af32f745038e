import { createHash } from "node:crypto";
import {
  cellText,
  type Notebook,
  type NotebookCell,
  readNotebook,
  writeNotebook,
} from "./notebookFile.js";

function cleanOutput(output: Record<string, unknown>): Record<string, unknown> {
  return "execution_count" in output ? { ...output, execution_count: null } : output;
}

/** An id that depends on the cell's place and text only, so that running again changes no line. */
function stableId(cell: NotebookCell, place: number): string {
  return `${place}-${createHash("sha256").update(cellText(cell)).digest("hex").slice(0, 8)}`;
}

function cleanCell(cell: NotebookCell, place: number): NotebookCell {
  const { tags } = cell.metadata;
  const isCode = cell.cell_type === "code";
  return {
    cell_type: cell.cell_type,
    ...(isCode ? { execution_count: null } : {}),
    id: cell.id ?? stableId(cell, place),
    metadata: tags?.length ? { tags } : {},
    ...(isCode ? { outputs: (cell.outputs ?? []).map(cleanOutput) } : {}),
    source: cellText(cell).split(/(?<=\n)/),
  };
}

/**
 * A notebook as it is committed: outputs and tags kept; execution counts, and all metadata but the
 * kernelspec and the language's name, removed.
 */
export function cleaned(notebook: Notebook): Notebook {
  const { kernelspec, language_info } = notebook.metadata;
  const name = (Object(language_info) as { name?: string }).name ?? "typescript";
  return {
    cells: notebook.cells.map(cleanCell),
    metadata: { kernelspec, language_info: { name } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** Cleans a notebook's file; returns whether that changed it. */
export async function cleanNotebook(path: string): Promise<boolean> {
  const before = readNotebook(path);
  const after = cleaned(before);
  if (JSON.stringify(after) === JSON.stringify(before)) return false;
  await writeNotebook(path, after);
  return true;
}
