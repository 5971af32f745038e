import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { projectRoot } from "../../src/project.js";
import { script } from "../cli/atelier.js";
import { writeCells } from "./failingNotebook.js";

const python = join(projectRoot(), ".venv", "bin", "python");
const folder = mkdtempSync(join(tmpdir(), "foreign-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const { JUPYTER_PATH: _, ...inherited } = process.env;
const env = { ...inherited, JUPYTER_DATA_DIR: join(folder, "user") };
const atelier = (...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], { encoding: "utf8", env });

test("kernel install --prefix puts name, language, logos and absolute paths there; uninstall takes them away", () => {
  const prefix = join(folder, "prefix");
  const spec = join(prefix, "share", "jupyter", "kernels", "tslab");
  assert.equal(atelier("kernel", "install", "--prefix", prefix).status, 0);
  const { argv, display_name, language } = JSON.parse(
    readFileSync(join(spec, "kernel.json"), "utf8"),
  ) as { argv: string[]; display_name: string; language: string };
  assert.deepEqual([display_name, language], ["TypeScript", "typescript"]);
  assert.equal(argv[0], process.execPath);
  assert.ok(existsSync(argv[2] ?? ""), argv[2]);
  for (const logo of ["logo-svg.svg", "logo-32x32.png", "logo-64x64.png"]) {
    assert.ok(existsSync(join(spec, logo)), logo);
  }
  assert.equal(atelier("kernel", "uninstall", "--prefix", prefix).status, 0);
  assert.ok(!existsSync(spec));
  const again = atelier("kernel", "uninstall", "--prefix", prefix);
  assert.equal(again.status, 1);
  assert.match(again.stderr, /expected the kernel that `kernel install` put there, got "none"/);
});

test("somebody else's kernel named tslab is neither overwritten nor removed", () => {
  const prefix = join(folder, "taken");
  const spec = join(prefix, "share", "jupyter", "kernels", "tslab", "kernel.json");
  mkdirSync(join(spec, ".."), { recursive: true });
  const theirs = JSON.stringify({ argv: ["tslab", "kernel"] });
  writeFileSync(spec, theirs);
  for (const verb of ["install", "uninstall"]) {
    const { status, stderr } = atelier("kernel", verb, "--prefix", prefix);
    assert.equal(status, 1);
    assert.match(stderr, /expected no other kernel named tslab .*, got "tslab kernel"/);
  }
  assert.equal(readFileSync(spec, "utf8"), theirs);
});

/** A Python environment that has Jupyter's client, and no kernel of ours. */
function foreignPython(): string {
  const place = join(folder, "venv");
  execFileSync(python, ["-m", "venv", "--without-pip", place]);
  const site = "import sysconfig; print(sysconfig.get_path('purelib'))";
  const from = execFileSync(python, ["-c", site], { encoding: "utf8" }).trim();
  const own = join(place, "bin", "python");
  const to = execFileSync(own, ["-c", site], { encoding: "utf8" }).trim();
  writeFileSync(join(to, "jupyter.pth"), `${from}\n`);
  return own;
}

test("after kernel install --user a Jupyter that is not the project's own runs a notebook outside the project", () => {
  const own = foreignPython();
  const outside = join(folder, "elsewhere");
  mkdirSync(outside);
  const errors = join(projectRoot(), "src", "errors");
  writeFileSync(join(outside, "beside.ts"), "export const beside: number = 6;\n");
  writeCells(join(outside, "in.ipynb"), [
    'import { beside } from "./beside";\nimport * as tslab from "tslab";',
    `import { expected } from ${JSON.stringify(errors)};`,
    'tslab.display.html("<b>shown</b>");\nconsole.log(beside * 7, expected("a", "b", 3));',
  ]);
  const convert = ["-m", "nbconvert", "--to=notebook", "--execute", "--output=out", "in.ipynb"];
  const execute = () => spawnSync(own, convert, { cwd: outside, env, encoding: "utf8" });
  const before = execute();
  assert.notEqual(before.status, 0);
  assert.match(before.stderr, /No such kernel named tslab/);
  assert.equal(atelier("kernel", "install").status, 0);
  const done = execute();
  assert.equal(done.status, 0, done.stderr);
  const text = readFileSync(join(outside, "out.ipynb"), "utf8");
  assert.match(text, /42 a: expected b, got 3/);
  assert.match(text, /<b>shown<\/b>/);
  assert.equal(atelier("kernel", "uninstall", "--user").status, 0);
});
