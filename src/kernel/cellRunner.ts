import { inspect } from "node:util";
import type { createExecutor, Executor } from "tslab/dist/executor.js";
import type { CellConverter } from "./cellConverter.js";
import { phases, type SharedState } from "./sharedState.js";
import type { SourceLoader } from "./sourceLoader.js";
import type { CellError, Tracebacks } from "./tracebacks.js";

/** What became of a cell. `result` is the text of its last expression. */
export interface CellOutcome {
  readonly result?: string;
  readonly error?: CellError;
  /** Set where the error only says that the cell was stopped: by Node itself, or as code ends on request. */
  readonly stopped?: "at once" | "on request" | undefined;
}

function stopOf(thrown: unknown): CellOutcome["stopped"] {
  const { name, code, message } = Object(thrown) as Record<string, unknown>;
  if (code === "ERR_SCRIPT_EXECUTION_INTERRUPTED") return "at once";
  const onRequest = name === "AbortError" || message === "Interrupted asynchronously";
  return onRequest ? "on request" : undefined;
}

/** tslab's executor, asked one cell at a time, with results and errors returned instead of printed. */
export class CellRunner {
  readonly executor: Executor;
  private readonly results: unknown[] = [];
  private readonly thrown: unknown[] = [];

  constructor(
    create: typeof createExecutor,
    private readonly converter: CellConverter,
    private readonly sources: SourceLoader,
    private readonly tracebacks: Tracebacks,
    private readonly state: SharedState,
  ) {
    const convs = { node: converter, browser: converter, close: () => converter.close() };
    this.executor = create(process.cwd(), convs, {
      log: (value: unknown) => void this.results.push(value),
      error: (value: unknown) => void this.thrown.push(value),
    });
  }

  /** @param cell the cell's number, under which tracebacks name it. */
  async run(code: string, cell: number): Promise<CellOutcome> {
    this.results.length = 0;
    this.thrown.length = 0;
    this.converter.cell = cell;
    this.converter.diagnostics = [];
    try {
      this.sources.forgetChanged();
      const turn = this.executor.execute(code); // until the cell's first await
      this.state.set("phase", phases.cell);
      await turn;
    } catch (error) {
      return { error: this.tracebacks.ofThrown(error) };
    } finally {
      this.state.set("phase", phases.kernel);
    }
    const { diagnostics } = this.converter;
    if (diagnostics.length > 0) {
      return { error: this.tracebacks.ofDiagnostics(diagnostics, cell, code) };
    }
    if (this.thrown.length > 0) {
      const [thrown] = this.thrown;
      return { error: this.tracebacks.ofThrown(thrown), stopped: stopOf(thrown) };
    }
    return this.results.length > 0 ? { result: inspect(this.results[0]) } : {};
  }
}
