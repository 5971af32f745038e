import { readFileSync } from "node:fs";
import { codeFrame } from "./codeFrame.js";
import { tslabTypeScript } from "./typescript.js";

/** One file's JavaScript (CommonJS) and source map. */
export interface Transpiled {
  readonly javascript: string;
  readonly map: string;
}

/**
 * Compiles one TypeScript file without checking its types.
 * @param shown the name for messages.
 * @throws SyntaxError with file, line and code when the file does not parse.
 */
export function transpileSource(path: string, shown: string): Transpiled {
  const ts = tslabTypeScript();
  const code = readFileSync(path, "utf8");
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(code, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      sourceMap: true,
    },
  });
  const [first] = diagnostics ?? [];
  if (first) {
    const { line, character } = ts.getLineAndCharacterOfPosition(
      ts.createSourceFile(path, code, ts.ScriptTarget.ES2022),
      first.start ?? 0,
    );
    const message = ts.flattenDiagnosticMessageText(first.messageText, "\n");
    const where = `${shown}:${line + 1}:${character + 1}`;
    throw new SyntaxError(`${where}: ${message}\n${codeFrame(code, line + 1, character + 1)}`);
  }
  const javascript = outputText.replace(/^\/\/# sourceMappingURL=.*$/m, "");
  return { javascript, map: sourceMapText ?? "{}" };
}
