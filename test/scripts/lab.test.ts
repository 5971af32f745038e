import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "../../src/project.js";
import { addressOf, processesWith } from "../lab/startedLab.js";
import { runScript } from "./checkout.js";

const readyLimitMs = 60_000;

test("the lab answers on the loopback address to its token alone, and one SIGINT ends server and kernels", async (t) => {
  if (process.platform !== "linux") return t.skip("reads /proc to find what is left running");
  const script = join(projectRoot(), "scripts", "lab.cjs");
  const lab = spawn(process.execPath, [script, "--no-browser"], { cwd: projectRoot() });
  t.after(() => lab.kill("SIGKILL"));
  const ended = new Promise<number | null>((resolve) => lab.once("exit", resolve));
  const address = await addressOf(lab, readyLimitMs);
  assert.equal(address.hostname, "127.0.0.1");

  const headers = { Authorization: `token ${address.searchParams.get("token")}` };
  const kernels = new URL("/api/kernels", address);
  assert.equal((await fetch(kernels)).status, 403);
  const specs = await (await fetch(new URL("/api/kernelspecs", address), { headers })).json();
  assert.equal((specs as { default: string }).default, "tslab");
  const body = JSON.stringify({ name: "tslab" });
  const started = await fetch(kernels, { method: "POST", headers, body });
  assert.equal(started.status, 201);
  const { id } = (await started.json()) as { id: string };
  assert.equal(processesWith(`kernel-${id}`).length, 1);

  lab.kill("SIGINT");
  assert.equal(await ended, 0);
  assert.deepEqual(processesWith(`kernel-${id}`), []);
  assert.deepEqual(processesWith(`--ServerApp.port=${address.port}`), []);
});

test("a port that is taken is refused in one line", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  t.after(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  const { status, output } = await runScript(projectRoot(), "lab.cjs", ["--port", port]);
  assert.equal(status, 1);
  assert.match(output, new RegExp(`--port: expected a free port, got ${port}, which is taken\\n$`));
});

test("a port that is no port is refused", async () => {
  const { status, output } = await runScript(projectRoot(), "lab.cjs", ["--port", "many"]);
  assert.equal(status, 1);
  assert.match(output, /--port: expected a number from 1 to 65535, got many\n$/);
});
