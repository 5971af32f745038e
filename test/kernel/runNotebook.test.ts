import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { cleanNotebook } from "../../src/kernel/cleanNotebook.js";
import { type Notebook, readNotebook, writeNotebook } from "../../src/kernel/notebookFile.js";
import { injectParameters } from "../../src/kernel/notebookParameters.js";
import { runNotebook } from "../../src/kernel/runNotebook.js";
import { projectRoot } from "../../src/project.js";
import { smallProject } from "./smallProject.js";

const venv = join(projectRoot(), ".venv", "bin", "python");
const skip =
  process.env.ATELIER_PYTHON || existsSync(venv) ? false : `no ${venv}: npm run setup makes it`;
const log = () => undefined;

function notebook(cells: readonly (string | readonly [string, string])[]): Notebook {
  return {
    cells: cells.map((cell, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: typeof cell === "string" ? {} : { tags: [cell[1]] },
      source: typeof cell === "string" ? cell : cell[0],
      outputs: [],
      execution_count: null,
    })),
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

const parameters = [
  'let steps = 300;\nconst quick = false;\nconst preset: "asRun" | "repaired" = "asRun";',
  "parameters",
] as const;

let root: string;
let input: string;

before(() => {
  root = smallProject({ "src/word.ts": 'export const word: string = "from src";\n' });
  input = join(root, "notebooks", "in.ipynb");
});
after(() => rmSync(root, { recursive: true, force: true }));

/** The outputs of each code cell as short text. */
function outputsOf(path: string): string[] {
  return readNotebook(path).cells.map(({ outputs }) =>
    (outputs ?? [])
      .map(({ output_type, text, data, ename }) =>
        output_type === "error" ? ename : (text ?? Object(data)["text/plain"]),
      )
      .join("|"),
  );
}

test("a throwing third cell fails the run with its name and message; 1 and 2 keep their outputs, 4 does not run", {
  skip,
}, async () => {
  const cells = [
    'import { word } from "../src/word";\nword',
    "console.log(2);",
    'const three = 3;\nthrow new RangeError("the third");',
    "console.log(4);",
  ];
  await writeNotebook(input, notebook(cells));
  const lines: string[] = [];
  const output = join(root, "elsewhere", "out.ipynb");
  const result = await runNotebook(input, { output, log: (line) => lines.push(line) });
  assert.equal(result.done, 2);
  assert.equal(result.failure?.cell, 3);
  assert.equal(result.failure?.name, "RangeError");
  assert.equal(result.failure?.message, "the third");
  assert.match(result.failure?.traceback.join("\n") ?? "", /cell \[3\], line 2/);
  assert.deepEqual(outputsOf(output), ["'from src'", "2\n", "RangeError", ""]);
  assert.match(lines[0] ?? "", /^cell 1 of 4: \d+\.\d s {2}import { word }/);
  assert.match(lines[2] ?? "", /^cell 3 of 4: .* failed: RangeError: the third$/);
});

test("parameters are injected after their cell and used; without -o the result lies beside the input", {
  skip,
}, async () => {
  await writeNotebook(input, notebook([parameters, "[steps, quick, preset]"]));
  const before = readFileSync(input, "utf8");
  const values = { steps: 7, quick: true, preset: "repaired" };
  const { output, failure } = await runNotebook(input, { parameters: values, log });
  assert.equal(failure, undefined);
  assert.equal(output, join(root, "notebooks", "in.out.ipynb"));
  assert.deepEqual(outputsOf(output), ["", "", "[ 7, true, 'repaired' ]"]);
  assert.equal(readFileSync(input, "utf8"), before);
});

test("a cell that takes longer than its limit fails the run", { skip }, async () => {
  await writeNotebook(input, notebook(["1", "await new Promise((r) => setTimeout(r, 60_000));"]));
  const { failure } = await runNotebook(input, { timeoutSeconds: 1, log });
  assert.deepEqual([failure?.cell, failure?.name], [2, "Timeout"]);
});

test("aborting a run interrupts its cell and keeps what was shown", { skip }, async () => {
  const wait = 'console.log("shown");\nawait new Promise((r) => setTimeout(r, 60_000));';
  await writeNotebook(input, notebook(["1", wait, "2"]));
  const stop = new AbortController();
  const first = (line: string) => {
    if (line.startsWith("cell 1")) setTimeout(() => stop.abort(), 500);
  };
  const { failure, output } = await runNotebook(input, { log: first, signal: stop.signal });
  assert.deepEqual([failure?.cell, failure?.name], [2, "Interrupted"]);
  assert.deepEqual(outputsOf(output), ["1", "shown\n|Interrupted", ""]);
});

test("injecting again replaces the earlier injected cell and keeps the declarations' types", () => {
  const once = injectParameters(notebook([parameters, "steps"]), { steps: 7 });
  const twice = injectParameters(once, { steps: 8, preset: "repaired" });
  assert.deepEqual(
    twice.cells.map(({ metadata }) => metadata.tags?.[0]),
    ["parameters", "injected-parameters", undefined],
  );
  assert.equal(
    twice.cells[1]?.source,
    '// Parameters\nlet steps: number = 8;\nconst preset: "asRun" | "repaired" = "repaired";',
  );
});

test("words of a command line become what the parameters cell declares", () => {
  const cell = [
    'let a = 1;\nlet b = "x";\nlet c = false;\nlet d: 1 | 2 = 1;\nlet e: any;',
    "parameters",
  ] as const;
  const words = { a: "5", b: "7", c: "true", d: "2", e: "8" };
  assert.equal(
    injectParameters(notebook([cell]), words).cells[1]?.source,
    '// Parameters\nlet a: number = 5;\nlet b = "7";\nlet c: boolean = true;\nlet d: 1 | 2 = 2;\nlet e: any = 8;',
  );
});

test("unknown parameters are refused with the list, and values of another type with what is allowed", () => {
  const refusals = [
    [{ stepz: 1 }, 'parameter: expected one of steps, quick, preset, got "stepz"'],
    [{ steps: "many" }, 'parameter steps: expected a number, got "many"'],
    [{ quick: 1 }, "parameter quick: expected a boolean, got 1"],
    [{ preset: "asTold" }, 'parameter preset: expected one of asRun, repaired, got "asTold"'],
  ] as const;
  for (const [values, message] of refusals) {
    const refused = { name: "ConfigError", message };
    assert.throws(() => injectParameters(notebook([parameters]), values), refused);
  }
  assert.throws(() => injectParameters(notebook(["1"]), { steps: 1 }), {
    message: 'parameters: expected a cell tagged "parameters", got none',
  });
});

test("a notebook that is missing, broken or of another kernel is refused by name", async () => {
  await assert.rejects(
    runNotebook(join(root, "none.ipynb"), { log }),
    /none\.ipynb: expected a notebook, got ENOENT/,
  );
  await assert.rejects(
    runNotebook(join(root, "src", "word.ts"), { log }),
    /word\.ts: expected a notebook, got /,
  );
  const python = { ...notebook(["1"]), metadata: { kernelspec: { name: "python3" } } };
  await writeNotebook(input, python);
  await assert.rejects(
    runNotebook(input, { log }),
    /in\.ipynb: kernel: expected tslab, got "python3"/,
  );
});

test("cleaning keeps outputs, tags and ids, drops counts and other metadata, and is stable", async () => {
  const made = notebook([parameters, "1 + 2"]);
  const [first, second] = made.cells;
  Object.assign(first?.metadata ?? {}, { execution: { started: "now" }, collapsed: true });
  const result = {
    output_type: "execute_result",
    execution_count: 9,
    data: { "text/plain": "3" },
    metadata: {},
  };
  Object.assign(second ?? {}, { execution_count: 9, outputs: [result], id: undefined });
  made.metadata.language_info = { name: "typescript", version: "5.0.4" };
  await writeNotebook(input, made);
  assert.equal(await cleanNotebook(input), true);
  const text = readFileSync(input, "utf8");
  const cleaned = readNotebook(input);
  assert.deepEqual(cleaned.cells[0]?.metadata, { tags: ["parameters"] });
  assert.equal(cleaned.cells[0]?.id, "cell-0");
  assert.equal(cleaned.cells[1]?.execution_count, null);
  assert.deepEqual(cleaned.cells[1]?.outputs, [{ ...result, execution_count: null }]);
  assert.deepEqual(cleaned.metadata.language_info, { name: "typescript" });
  assert.equal(await cleanNotebook(input), false);
  assert.equal(readFileSync(input, "utf8"), text);
});
