import { relative } from "node:path";
import { inspect } from "node:util";
import type { Diagnostic } from "tslab/dist/converter.js";
import type { CompiledCell } from "./CellConverter.js";
import { codeFrame } from "./codeFrame.js";
import { placeInCell, placeInSource } from "./LineMap.js";
import type { SourceLoader } from "./SourceLoader.js";

/** What the protocol says of a cell that failed. */
export interface CellError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

const frame = /^ {4}at (?:(.*) \()?(.*?):(\d+):(\d+)\)?$/;
const hidden = /^node:|\/tslab\/dist\/|^evalmachine|^<anonymous>/;

/** Tells of errors in the reader's terms: lines of cells and of TypeScript files, not of generated code. */
export class Tracebacks {
  constructor(
    private readonly cells: ReadonlyMap<number, CompiledCell>,
    private readonly sources: SourceLoader,
  ) {}

  /** Of anything thrown. */
  ofThrown(thrown: unknown): CellError {
    if (!(thrown instanceof Error)) {
      const evalue = typeof thrown === "string" ? thrown : inspect(thrown);
      return { ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`] };
    }
    const { name: ename, message: evalue } = thrown;
    const traceback = [`${ename}: ${evalue}`, ...this.framesOf(thrown)];
    if (thrown.cause !== undefined) {
      const cause = this.ofThrown(thrown.cause);
      traceback.push(...cause.traceback.map((line, i) => (i === 0 ? `caused by ${line}` : line)));
    }
    return { ename, evalue, traceback };
  }

  /** Of what the compiler has against a cell. */
  ofDiagnostics(diagnostics: readonly Diagnostic[], cell: number, code: string): CellError {
    const lines = diagnostics.map(({ start, messageText, code: number, fileName }) => {
      const where = fileName ?? `cell [${cell}]`;
      const head = `${where}, line ${start.line + 1}: ${messageText} (TS${number})`;
      return fileName ? head : `${head}\n${codeFrame(code, start.line + 1, start.character + 1)}`;
    });
    const evalue = lines[0]?.split("\n")[0] ?? "";
    return { ename: "TypeScriptError", evalue, traceback: ["TypeScriptError:", ...lines] };
  }

  /** Frames below the outermost cell are the kernel's own. */
  private framesOf(error: Error): string[] {
    const frames = (error.stack ?? "").split("\n").flatMap((line) => frame.exec(line) ?? []);
    const found = (error.stack ?? "").split("\n").map((line) => frame.exec(line));
    const known = found.filter((match) => match !== null);
    const outermost = known.findLastIndex((match) => match[2]?.startsWith(cellScript));
    const shown = outermost < 0 ? known : known.slice(0, outermost + 1);
    return shown.flatMap((match) => this.describe(match));
  }

  private describe([, name, path = "", line = "", column = ""]: readonly (string | undefined)[]) {
    if (hidden.test(path)) return [];
    const place = { line: Number(line), column: Number(column) };
    const number = /^tslab-cell-(\d+)$/.exec(path)?.[1];
    const inside = name && !/^(async )?(eval|Object\.<anonymous>)$/.test(name) ? `${name}, ` : "";
    if (number !== undefined) {
      const cell = this.cells.get(Number(number));
      const found = cell && placeInCell(cell, place);
      if (!cell || !found) return [`  at ${inside}cell [${number}]`];
      const where = `  at ${inside}cell [${number}], line ${found.line}`;
      return [`${where}\n${codeFrame(cell.code, found.line, found.column)}`];
    }
    const source = this.sources.mapOf(path);
    const found = source && placeInSource(source.map, place);
    const shown = relative(process.cwd(), source?.source ?? path);
    const at = found ?? place;
    return [`  at ${inside}${shown}:${at.line}:${at.column}`];
  }
}
