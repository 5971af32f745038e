import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { join, relative, sep } from "node:path";
import { projectRoot } from "../../project.js";

const framePattern = /\(?((?:file:\/\/)?\/[^()]*|[A-Za-z]:[^()]*):(\d+):(\d+)\)?$/;
const ownFolder = __dirname + sep;

/** The innermost stack frame of a step's own code: not the libraries', not the recorder's. */
export function callerFrame(): string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 60;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = limit;
  return stack
    .split("\n")
    .slice(1)
    .find(
      (line) =>
        framePattern.test(line) &&
        !line.includes("node_modules") &&
        !line.includes("node:") &&
        !line.includes(ownFolder),
    );
}

/** `src/nets/forward.ts:33` for a stack frame, by the source map beside the compiled file. */
export function describeFrame(frame: string | undefined): string {
  const match = framePattern.exec(frame ?? "");
  if (!match) return "an unknown place";
  const [, file = "", line = "", column = ""] = match;
  const map = `${file}.map`;
  if (existsSync(map)) {
    const sources = new SourceMap(JSON.parse(readFileSync(map, "utf8")));
    const entry = sources.findEntry(Number(line) - 1, Number(column) - 1);
    if ("originalSource" in entry) {
      const source = join(file, "..", entry.originalSource);
      return `${relative(projectRoot(), source)}:${entry.originalLine + 1}`;
    }
  }
  return `${relative(projectRoot(), file)}:${line}`;
}
