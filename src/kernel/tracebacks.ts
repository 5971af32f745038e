import { relative } from "node:path";
import { inspect } from "node:util";
import type { Diagnostic } from "tslab/dist/converter.js";
import type { CompiledCell } from "./cellConverter.js";
import { codeFrame } from "./codeFrame.js";
import { type Place, placeInCell, placeInSource } from "./lineMap.js";
import type { SourceLoader } from "./sourceLoader.js";

/** What the protocol says of a cell that failed. */
export interface CellError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

const frame = /^ {4}at (?:(.*) \()?(.*?):(\d+):(\d+)\)?$/;
const cellScript = /^tslab-cell-(\d+)$/;
const hidden = /^node:|\/tslab\/dist\/|^evalmachine|^<anonymous>/;

/** Tells of errors in the reader's terms: lines of cells and of TypeScript files, not of generated code. */
export class Tracebacks {
  constructor(
    private readonly cells: ReadonlyMap<number, CompiledCell>,
    private readonly sources: SourceLoader,
  ) {}

  /** Of anything thrown, with up to `causes` of its causes. */
  ofThrown(thrown: unknown, causes = 5): CellError {
    if (!(thrown instanceof Error)) {
      const evalue = typeof thrown === "string" ? thrown : inspect(thrown);
      return { ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`] };
    }
    const { message: evalue } = thrown;
    const ename = thrown.name === "Error" ? thrown.constructor.name : thrown.name;
    const traceback = [`${ename}: ${evalue}`, ...this.framesOf(thrown)];
    if (thrown.cause !== undefined && causes > 0) {
      const cause = this.ofThrown(thrown.cause, causes - 1);
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
    const frames = (error.stack ?? "").split("\n").flatMap((line) => {
      const match = frame.exec(line);
      return match ? [match] : [];
    });
    const outermost = frames.map(([, , path]) => cellScript.test(path ?? "")).lastIndexOf(true);
    return (outermost < 0 ? frames : frames.slice(0, outermost + 1)).flatMap((f) =>
      this.describe(f),
    );
  }

  private describe([, name, path = "", line = "", column = ""]: readonly (string | undefined)[]) {
    if (hidden.test(path) || path.startsWith(__dirname)) return [];
    const place = { line: Number(line), column: Number(column) };
    const called = name?.replace(/^(async )?Proxy\./, "$1");
    const inside =
      called && !/^(async )?(eval|Object\.<anonymous>)$/.test(called) ? `${called}, ` : "";
    const number = cellScript.exec(path)?.[1];
    if (number !== undefined) return this.describeCell(Number(number), place, inside);
    const source = this.sources.mapOf(path);
    const found = source && placeInSource(source.map, place);
    const shown = relative(process.cwd(), source?.source ?? path);
    const at = found ?? place;
    return [`  at ${inside}${shown}:${at.line}:${at.column}`];
  }

  private describeCell(number: number, place: Place, inside: string): string[] {
    const cell = this.cells.get(number);
    const found = cell && placeInCell(cell, place);
    if (!cell || !found) return [`  at ${inside}cell [${number}]`];
    const { line, column } = found;
    if (line > cell.code.split("\n").length) return []; // tslab's wrapper around the cell
    return [`  at ${inside}cell [${number}], line ${line}\n${codeFrame(cell.code, line, column)}`];
  }
}
