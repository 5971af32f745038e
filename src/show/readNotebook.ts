import { readFileSync } from "node:fs";
import { ConfigError, expected, messageOf } from "../errors.js";

/** One output of a code cell, as nbformat 4 has it, with all texts joined. */
export type NotebookOutput =
  | { readonly kind: "stream"; readonly name: string; readonly text: string }
  | {
      readonly kind: "data";
      readonly data: Readonly<Record<string, unknown>>;
      readonly metadata: unknown;
    }
  | { readonly kind: "error"; readonly text: string };

/** One cell of a notebook. */
export interface NotebookCell {
  readonly kind: "markdown" | "code" | "raw";
  readonly source: string;
  readonly outputs: readonly NotebookOutput[];
  /** Pictures that a Markdown cell carries: name to MIME type to base64. */
  readonly attachments: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** nbformat's multi-line text: a string, or lines that are to be joined. */
function joined(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join("");
  return typeof value === "string" ? value : "";
}

function isTextual(type: string): boolean {
  return type.startsWith("text/") || type.startsWith("image/");
}

function outputOf(raw: Json): NotebookOutput[] {
  const type = raw.output_type;
  if (type === "stream")
    return [{ kind: "stream", name: joined(raw.name), text: joined(raw.text) }];
  if (type === "error") {
    const head = `${joined(raw.ename)}: ${joined(raw.evalue)}`;
    const trace = Array.isArray(raw.traceback) ? raw.traceback.map(String).join("\n") : "";
    return [{ kind: "error", text: trace || head }];
  }
  if (!isObject(raw.data)) return [];
  const entries = Object.entries(raw.data);
  const data = entries.map(([name, value]) => [name, isTextual(name) ? joined(value) : value]);
  return [{ kind: "data", data: Object.fromEntries(data), metadata: raw.metadata }];
}

function cellOf(raw: Json): NotebookCell {
  const outputs = Array.isArray(raw.outputs) ? raw.outputs.filter(isObject) : [];
  const kind = raw.cell_type === "markdown" || raw.cell_type === "code" ? raw.cell_type : "raw";
  return {
    kind,
    source: joined(raw.source),
    outputs: outputs.flatMap(outputOf),
    attachments: (isObject(raw.attachments) ? raw.attachments : {}) as NotebookCell["attachments"],
  };
}

/**
 * Reads the cells of a Jupyter notebook.
 * @throws ConfigError when the file is missing, is not JSON or is not a notebook of nbformat 4.
 */
export function readNotebook(path: string): NotebookCell[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigError(`${path}: expected a notebook that can be read, got ${messageOf(error)}`);
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`${path}: expected a notebook (JSON), got ${messageOf(error)}`);
  }
  if (!isObject(raw) || !Array.isArray(raw.cells)) {
    throw new ConfigError(
      expected(path, "a notebook with cells", isObject(raw) ? Object.keys(raw) : typeof raw),
    );
  }
  if (raw.nbformat !== 4) throw new ConfigError(expected(path, "nbformat 4", raw.nbformat ?? null));
  return raw.cells.filter(isObject).map(cellOf);
}
