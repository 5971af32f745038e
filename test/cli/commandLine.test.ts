import assert from "node:assert/strict";
import { test } from "node:test";
import { main } from "../../src/cli/main.js";
import { projectVersion } from "../../src/project.js";
import { atelier } from "./atelier.js";
import { assertRefused } from "./refused.js";

/** `main` in this process, with what it printed. */
async function call(...args: string[]) {
  const { log, error } = console;
  const { write } = process.stdout;
  const lines = { stdout: "", errors: [] as string[] };
  console.log = (line) => {
    lines.stdout += `${line}\n`;
  };
  console.error = (line) => lines.errors.push(line);
  process.stdout.write = (text) => {
    lines.stdout += text;
    return true;
  };
  try {
    return { status: await main(args), signal: null, seconds: 0, ...lines };
  } finally {
    Object.assign(console, { log, error });
    process.stdout.write = write;
  }
}

const mistakes: readonly (readonly [string, RegExp])[] = [
  [
    "paint",
    /^atelier: unknown command 'paint'; expected one of run, ([a-z-]+, )*resume, ([a-z-]+, )*report(, [a-z-]+)*$/,
  ],
  ["--fast", /^atelier: unknown option '--fast'; expected one of -V, --version, --help$/],
  ["run", /^atelier: missing required argument 'iteration'; usage: atelier run/],
  [
    "run gan1024",
    /^atelier: iteration: expected one of gan128MNIST, .*kerasGANv5.*, got "gan1024"$/,
  ],
  ["resume", /^atelier: missing required argument 'run'; usage: atelier resume/],
  ["resume nothing", /^atelier: run: expected one of .*gan128MNIST\/starter\b.*, got "nothing"$/],
  [
    "resume starter",
    /^atelier: run starter: expected a whole game to go on with, got "a generator/,
  ],
  ["page starter --bits 4", /'4' is invalid. Allowed choices are 8, 16/],
  ["page starter@7", /^atelier: checkpoint of starter: expected one of steps 6500, got 7$/],
  ["project starter", /missing required argument 'pictures'; usage: atelier project/],
  [
    "project starter package.json",
    /^atelier: package.json: expected a picture, got "?Input (file|buffer) contains unsupported image/,
  ],
  ["resume x --steps ++5", /'\+\+5' is invalid. expected a whole number of at least 1;/],
  ["resume x --on-nan hope", /'hope' is invalid. Allowed choices are stop, rollback/],
  [
    "run gan128MNIST --preset best",
    /^atelier: preset of gan128MNIST: expected one of asRun, asTold, asPublished, repaired, got "best"$/,
  ],
  [
    "run gan128MNIST --fast",
    /^atelier: unknown option '--fast'; expected one of --preset <name>, .*--memory <size>, .*--help$/,
  ],
  ["run gan128MNIST --steps many", /'many' is invalid. expected a whole number of at least 1;/],
  ["run gan128MNIST --steps 0", /'0' is invalid. expected a whole number of at least 1;/],
  ["run gan128MNIST --seed -1", /'-1' is invalid. expected a whole number of at least 0;/],
  ["run gan128MNIST --memory big", /memory: expected a size such as 8G or 512M, got "big"$/],
  ["run gan128MNIST --data=", /--data: expected a folder, got ""$/],
  [
    "list",
    /^atelier: missing required argument 'runs\|iterations\|data\|switches\|settings'; usage: atelier list/,
  ],
  [
    "list foo",
    /^atelier: list: expected one of runs, iterations, data, switches, settings, got "foo"$/,
  ],
  ["show", /^atelier: missing required argument 'run\|iteration'; usage: atelier show/],
  ["show foo bar", /^atelier: show: expected one of run, iteration, got "foo"$/],
  ["show iteration nope", /^atelier: iteration: expected one of gan128MNIST, .*, got "nope"$/],
  ["report", /^atelier: missing required argument 'notebook.*'; usage: atelier report/],
];

for (const [line, message] of mistakes) {
  test(`\`atelier ${line}\` says in one line what is allowed`, async () => {
    assertRefused(await call(...line.split(" ")), message);
  });
}

for (const line of ["", "run", "list", "show", "notebook", "report"]) {
  test(`\`atelier ${line} --help\` exits with 0 and shows the usage`, async () => {
    const { status, stdout, errors } = await call(...line.split(" ").filter(Boolean), "--help");
    assert.deepEqual([status, errors], [0, []]);
    assert.match(stdout, new RegExp(`^Usage: atelier ${line}`));
  });
}

test("`atelier --version` prints the project's version", async () => {
  const { status, stdout } = await call("--version");
  assert.deepEqual([status, stdout.trim()], [0, projectVersion()]);
  assert.match(projectVersion(), /^\d+\.\d+\.\d+$/);
});

test("the committed script passes arguments in and the exit status out", async () => {
  assertRefused(
    await atelier("show", "run", "nope"),
    /run: expected one of gan128MNIST\/starter, got/,
  );
  const { status, stdout } = await atelier("list", "iterations");
  assert.equal(status, 0);
  assert.match(stdout, /gan128MNIST +asRun, asTold, asPublished, repaired +\S/);
});
