import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { ConfigError, expected } from "../errors.js";
import { projectRoot } from "../project.js";
import { kernelSpec } from "./kernelSpec.js";
import { cellText, readNotebook, writeNotebook } from "./notebookFile.js";
import { injectParameters, type ParameterValues } from "./notebookParameters.js";

/** How a notebook is run. */
export interface NotebookRun {
  /** Where the executed notebook is saved, after every cell. Default: `<name>.out.ipynb` beside the input. */
  readonly output?: string;
  readonly parameters?: ParameterValues;
  /** Longest time for one cell. Default: no limit. */
  readonly timeoutSeconds?: number;
  /** Receives one line per cell: its number, time and first line. */
  readonly log: (line: string) => void;
  /** Aborting it interrupts the running cell as the Stop button does, and ends the run there. */
  readonly signal?: AbortSignal;
}

/** The first cell that failed; the ones after it did not run. */
export interface CellFailure {
  /** Counted from 1, code cells only. */
  readonly cell: number;
  readonly name: string;
  readonly message: string;
  readonly traceback: readonly string[];
}

/** What a run left. */
export interface NotebookResult {
  readonly output: string;
  /** Code cells that ended well, of all. */
  readonly done: number;
  readonly cells: number;
  readonly seconds: number;
  readonly failure?: CellFailure;
}

type Event =
  | { readonly event: "cells"; readonly cells: number }
  | {
      readonly event: "done";
      readonly cell: number;
      readonly seconds: number;
      readonly code: string;
    }
  | ({ readonly event: "failed"; readonly seconds: number } & CellFailure);

/** The Python that has nbclient: `$ATELIER_PYTHON`, or the project's own environment. */
function python(): string {
  const { ATELIER_PYTHON } = process.env;
  if (ATELIER_PYTHON) return ATELIER_PYTHON;
  const path = join(projectRoot(), ".venv", "bin", "python");
  if (existsSync(path)) return path;
  throw new ConfigError(
    `${path}: expected the project's Python environment (npm run setup), got none`,
  );
}

function checkKernel(path: string, metadata: Record<string, unknown>): void {
  const { name = "tslab" } = Object(metadata.kernelspec) as { name?: string };
  if (name !== "tslab") throw new ConfigError(expected(`${path}: kernel`, "tslab", name));
}

function describe(event: Event, cells: number): string {
  if (event.event === "cells") return `${event.cells} cells`;
  const where = `cell ${event.cell} of ${cells}`;
  const time = `${event.seconds.toFixed(1)} s`;
  if (event.event === "failed") return `${where}: ${time}  failed: ${event.name}: ${event.message}`;
  return `${where}: ${time}  ${event.code}`;
}

/** Starts the Python side and hands over its events. */
function execute(
  folder: string,
  output: string,
  { timeoutSeconds, signal }: NotebookRun,
  receive: (event: Event) => void,
): Promise<void> {
  const script = join(projectRoot(), "scripts", "run_notebook.py");
  const plan = {
    notebook: output,
    folder,
    kernel: kernelSpec(),
    timeoutSeconds: timeoutSeconds ?? null,
  };
  // In a process group of its own: Ctrl-C reaches it only as the interrupt of the running cell.
  const child = spawn(python(), [script, JSON.stringify(plan)], { detached: true });
  const interrupt = () => void child.kill("SIGINT");
  signal?.addEventListener("abort", interrupt);
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-4000);
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.startsWith("{")) receive(JSON.parse(line) as Event);
  });
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (status) => {
      signal?.removeEventListener("abort", interrupt);
      if (status === 0) done();
      else fail(new Error(`${script}: expected to end well, got ${complaint || status}`));
    });
  });
}

/**
 * Runs a notebook from top to bottom in a fresh kernel whose working directory is the notebook's folder,
 * by papermill's conventions. Stops at the first cell that fails and says so in the result; what was
 * shown until then is in the output.
 * @throws ConfigError for a file that is no notebook of this kernel, or parameters it does not have.
 */
export async function runNotebook(input: string, options: NotebookRun): Promise<NotebookResult> {
  const notebook = readNotebook(input);
  checkKernel(input, notebook.metadata);
  const output = resolve(options.output ?? input.replace(/(\.ipynb)?$/, ".out.ipynb"));
  const prepared = injectParameters(notebook, options.parameters ?? {});
  prepared.metadata.language_info ??= { name: "typescript" };
  for (const cell of prepared.cells.filter(({ cell_type }) => cell_type === "code")) {
    cell.outputs = [];
    cell.execution_count = null;
    cell.source = cellText(cell);
  }
  await writeNotebook(output, prepared);
  const started = Date.now();
  let [cells, done] = [0, 0];
  let failure: CellFailure | undefined;
  await execute(resolve(dirname(input)), output, options, (event) => {
    if (event.event === "cells") cells = event.cells;
    if (event.event === "done") done = event.cell;
    if (event.event === "failed") {
      const { cell, name, message, traceback } = event;
      failure = { cell, name, message, traceback };
    }
    if (event.event !== "cells") options.log(describe(event, cells));
  });
  const seconds = (Date.now() - started) / 1000;
  return { output, done, cells, seconds, ...(failure ? { failure } : {}) };
}
