import type { Converter, ConvertResult, Diagnostic } from "tslab/dist/converter.js";
import { expandShorthands } from "./expandShorthands.js";
import { hasTopLevelForAwait } from "./hasTopLevelForAwait.js";
import type { CellEmit, ProjectCompiler } from "./projectCompiler.js";
import { phases, type SharedState } from "./sharedState.js";

/** The name under which V8 knows a cell's script. */
export function scriptOfCell(cell: number): string {
  return `tslab-cell-${cell}`;
}

/** A cell that ran: its text, and what its compilation left for finding lines again. */
export interface CompiledCell {
  readonly code: string;
  readonly emit: CellEmit | undefined;
}

/**
 * tslab's converter, with the disk looked at before each use, the declarations of a cell kept also when
 * it was interrupted or threw, and each cell's script named, so that a traceback can point into it.
 */
export class CellConverter implements Converter {
  /** The number of the cell that is converted next. */
  cell = 0;
  diagnostics: readonly Diagnostic[] = [];
  readonly cells = new Map<number, CompiledCell>();
  private declarations = "";

  constructor(
    private readonly inner: Converter,
    private readonly compiler: ProjectCompiler,
    private readonly state: SharedState,
  ) {}

  convert(_declarations: string, source: string): ConvertResult {
    const code = expandShorthands(source);
    this.compiler.refresh();
    this.compiler.lastEmit = undefined;
    const result = this.inner.convert(this.declarations, code);
    this.diagnostics = result.diagnostics;
    if (result.diagnostics.length > 0) return result;
    this.declarations = result.declOutput ?? "";
    this.cells.set(this.cell, { code, emit: this.compiler.lastEmit });
    if (!result.output) return result;
    const output = result.output.replace(/^\/\/# sourceMappingURL=.*$/m, "");
    this.state.set("phase", phases.start); // tslab runs it next
    const hasToplevelAwait = (result.hasToplevelAwait ?? false) || hasTopLevelForAwait(code);
    return {
      ...result,
      hasToplevelAwait,
      output: `${output}\n//# sourceURL=${scriptOfCell(this.cell)}`,
    };
  }

  inspect(_declarations: string, code: string, position: number): ReturnType<Converter["inspect"]> {
    this.compiler.refresh();
    const info = this.inner.inspect(this.declarations, code, position);
    if (!info || (info.documentation?.length ?? 0) > 0) return info;
    return { ...info, ...this.compiler.docsAt(position) };
  }

  complete(_declarations: string, code: string, position: number) {
    this.compiler.refresh();
    return this.inner.complete(this.declarations, code, position);
  }

  addModule(...module: Parameters<Converter["addModule"]>): Diagnostic[] {
    this.compiler.refresh();
    const diagnostics = this.inner.addModule(...module);
    this.diagnostics = diagnostics;
    return diagnostics;
  }

  close(): void {
    this.inner.close();
  }
}
