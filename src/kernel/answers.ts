import { isCompleteCode } from "tslab/dist/converter.js";
import type { Executor } from "tslab/dist/executor.js";
import { charactersOf, unitsOf } from "./codePoints.js";
import { helpAt } from "./help.js";
import { tslabTypeScript } from "./typescript.js";
import { type Content, protocolVersion } from "./wire.js";

/** Code with a cursor in it, counted in characters. */
interface CodeRequest {
  readonly code: string;
  readonly cursor_pos: number;
}

/** What the kernel says of itself; `nbconvert --to script` and editors read it. */
export function kernelInfo(): Content {
  const { version } = tslabTypeScript();
  const codemirror_mode = { mode: "typescript", name: "javascript", typescript: true };
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "tslab",
    implementation_version: require("tslab/package.json").version,
    language_info: {
      name: "typescript",
      version,
      mimetype: "text/typescript",
      file_extension: ".ts",
      codemirror_mode,
      nbconvert_exporter: "script",
    },
    banner: `TypeScript ${version} on Node ${process.version} (gan-atelier's tslab)`,
    debugger: false,
    help_links: [
      { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
      { text: "tslab", url: "https://github.com/yunabe/tslab" },
    ],
  };
}

/** Whether a console should run the code, wait for more of it, or show that it cannot be. */
export function isComplete({ code }: CodeRequest): Content {
  const { completed, indent } = isCompleteCode(code);
  if (!completed) return { status: "incomplete", indent };
  const { JsxEmit, ScriptTarget, transpileModule } = tslabTypeScript();
  const { diagnostics = [] } = transpileModule(code, {
    fileName: "cell.tsx",
    reportDiagnostics: true,
    compilerOptions: { target: ScriptTarget.ES2022, jsx: JsxEmit.React },
  });
  return { status: diagnostics.length > 0 ? "invalid" : "complete" };
}

/** Signature and documentation at the cursor. */
export function inspection(executor: Executor, { code, cursor_pos }: CodeRequest): Content {
  const help = helpAt(executor, code, unitsOf(code, cursor_pos));
  return { status: "ok", found: help !== undefined, data: help ?? {}, metadata: {} };
}

/** What may stand at the cursor, the likeliest first, with the kind of each. */
export function completion(executor: Executor, { code, cursor_pos }: CodeRequest): Content {
  const found = executor.complete(code, unitsOf(code, cursor_pos));
  const [cursor_start, cursor_end] = [found.start, found.end].map((at) => charactersOf(code, at));
  const entries = found.original?.entries ?? [];
  const kinds = new Map<string, string>(entries.map(({ name, kind }) => [name, kind]));
  const types = found.candidates.map((text) => ({
    text,
    type: kinds.get(text) ?? "",
    start: cursor_start,
    end: cursor_end,
  }));
  return {
    status: "ok",
    matches: found.candidates,
    cursor_start,
    cursor_end,
    metadata: { _jupyter_types_experimental: types },
  };
}
