import { SourceMap, type SourceMapPayload } from "node:module";
import type { CompiledCell } from "./cellConverter.js";
import { tslabTypeScript } from "./typescript.js";

/** A place in a text; line and column from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The place in the source of a place in the generated code; undefined where the map knows none. */
export function placeInSource(map: string, { line, column }: Place): Place | undefined {
  const entry = new SourceMap(JSON.parse(map) as SourceMapPayload).findEntry(line - 1, column - 1);
  if (!("originalLine" in entry)) return undefined;
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

/**
 * The place in a cell of a place in its script. tslab compiles a cell twice (to modules, then to
 * CommonJS, of which it keeps no map: made again here) and writes one line before it.
 */
export function placeInCell(cell: CompiledCell, place: Place): Place | undefined {
  if (!cell.emit) return undefined;
  const ts = tslabTypeScript();
  const { sourceMapText } = ts.transpileModule(cell.emit.javascript, {
    fileName: "custom.js",
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      target: ts.ScriptTarget.ES2022,
      newLine: ts.NewLineKind.LineFeed,
      noImplicitUseStrict: true,
      sourceMap: true,
    },
  });
  const module = sourceMapText && placeInSource(sourceMapText, place);
  const source = module && placeInSource(cell.emit.map, module);
  return source && source.line > 1 ? { ...source, line: source.line - 1 } : undefined;
}
