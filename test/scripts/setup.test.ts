import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { cacheFolder } from "../../src/project.js";
import { installedCopy, linkTree, runScript, temporaryFolder } from "./checkout.js";

function engineOf(checkout: string): { kind: string; why: string[] } {
  return JSON.parse(readFileSync(join(checkout, ".cache", "engine.json"), "utf8"));
}

test("two set-ups at once both succeed, and the second says that it waits", async (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const copy = installedCopy(folder.path);
  const ends = await Promise.all([runScript(copy, "setup.cjs"), runScript(copy, "setup.cjs")]);
  for (const { status, output } of ends) assert.equal(status, 0, output);
  const waiting = ends.filter(({ output }) => output.includes("waiting for another set-up"));
  assert.equal(waiting.length, 1);
  assert.match(waiting[0]?.output ?? "", /build +already good/);
  assert.ok(existsSync(join(copy, "dist", "src", "kernel", "main.js")));
  assert.ok(!existsSync(join(copy, ".cache", "setup.lock")), "the lock is gone");
});

test("a set-up killed half-way holds up nobody, and the next one finishes its work", async (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const copy = installedCopy(folder.path);
  const lock = join(copy, ".cache", "setup.lock");
  const killed = spawn(process.execPath, [join(copy, "scripts", "setup.cjs")], { cwd: copy });
  const ended = new Promise((resolve) => killed.once("close", resolve));
  while (!existsSync(lock) && killed.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  killed.kill("SIGKILL");
  await ended;
  assert.ok(existsSync(lock), "it was killed while it held the lock");
  const { status, output } = await runScript(copy, "setup.cjs");
  assert.equal(status, 0, output);
  assert.doesNotMatch(output, /waiting/);
  const again = await runScript(copy, "setup.cjs");
  assert.equal(again.output.match(/already good/g)?.length, 5, again.output);
});

test("the lock of a process that is gone is taken over", async (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const copy = installedCopy(folder.path);
  const { pid } = spawnSync(process.execPath, ["--version"]);
  mkdirSync(join(copy, ".cache"));
  writeFileSync(join(copy, ".cache", "setup.lock"), JSON.stringify({ pid, host: hostname() }));
  const { status, output } = await runScript(copy, "setup.cjs", ["--engine", "javascript"]);
  assert.equal(status, 0, output);
  assert.equal(engineOf(copy).kind, "javascript");
  assert.ok(engineOf(copy).why.length > 0, "it says why no better engine runs");
  assert.match(output, /plain JavaScript .* slower\. Why: /);
});

test("an engine cut off in the cache is unpacked again, without a download", async (t) => {
  const real = cacheFolder();
  const wheels = join(real, "wheels");
  if (!existsSync(wheels)) return t.skip(`${wheels} is gone: this would have to download`);
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const cache = join(folder.path, "cache", "gan-atelier");
  mkdirSync(cache, { recursive: true });
  symlinkSync(wheels, join(cache, "wheels"));
  for (const name of ["addon", "engine"]) linkTree(join(real, name), join(cache, name));
  const [build = ""] = readdirSync(join(cache, "engine"));
  const library = join(build, "tensorflow", "libtensorflow_framework.so.2");
  rmSync(join(cache, "engine", library));
  writeFileSync(join(cache, "engine", library), "cut off");
  mkdirSync(join(cache, "engine", `${build}.1.part`));

  const copy = installedCopy(folder.path);
  const nowhere = { PIP_INDEX_URL: "http://127.0.0.1:9/", PIP_FIND_LINKS: "" };
  const env = { ...process.env, ...nowhere, XDG_CACHE_HOME: join(folder.path, "cache") };
  const { status, output } = await runScript(copy, "setup.cjs", [], env);
  assert.equal(status, 0, output);
  assert.match(output, /libtensorflow_framework\S* is damaged in the cache: unpacking again/);
  const whole = statSync(join(real, "engine", library)).size;
  assert.equal(statSync(join(cache, "engine", library)).size, whole);
  assert.deepEqual(readdirSync(join(cache, "engine")), [build]);
  assert.equal(engineOf(copy).kind, "native");
});
