import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "../../src/project.js";
import { bareCopy, runScript, temporaryFolder } from "./checkout.js";

/** A set-up on a bare copy whose PATH has only the programs given; its cache is empty. */
async function setUpWith(folder: string, programs: Record<string, string>) {
  const copy = bareCopy(folder);
  const bin = join(folder, "bin");
  const cache = join(folder, "cache");
  mkdirSync(bin);
  mkdirSync(cache);
  for (const [name, path] of Object.entries(programs)) symlinkSync(path, join(bin, name));
  const { PYTHON: _, CXX: __, ...rest } = process.env;
  const env = { ...rest, PATH: bin, XDG_CACHE_HOME: cache };
  const ended = await runScript(copy, "setup.cjs", [], env);
  const untouched =
    !existsSync(join(copy, "node_modules")) &&
    !existsSync(join(copy, ".venv")) &&
    readdirSync(cache).length === 0;
  return { ...ended, untouched };
}

const python = join(projectRoot(), ".venv", "bin", "python");

test("a missing C++ compiler is named, with its mend, before anything is downloaded", async (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const { status, output, untouched } = await setUpWith(folder.path, { python3: python });
  assert.equal(status, 1);
  assert.match(output, /C\+\+ compiler: expected .*, got none\n +mend it with: .+/);
  assert.doesNotMatch(output, /Python: expected/);
  assert.ok(untouched, "nothing was installed or downloaded");
});

test("a missing Python is named, with its mend, before anything is downloaded", async (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const { status, output, untouched } = await setUpWith(folder.path, {});
  assert.equal(status, 1);
  assert.match(output, /Python: expected >= 3\.10, got none\n +mend it with: .+/);
  assert.ok(untouched, "nothing was installed or downloaded");
});

test("an unknown engine is refused with the ones there are", async () => {
  const { status, output } = await runScript(projectRoot(), "setup.cjs", ["--engine", "abacus"]);
  assert.equal(status, 1);
  assert.equal(output, "--engine: expected auto, native or javascript, got abacus\n");
});
