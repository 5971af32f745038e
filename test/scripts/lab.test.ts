import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { projectRoot } from "../../src/project.js";
import { runScript } from "./checkout.js";

const readyLimitMs = 60_000;

/** The command lines of all processes here that hold a text (Linux). */
function processesWith(text: string): string[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const lines = pids.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    } catch {
      return "";
    }
  });
  return lines.filter((line) => line.includes(text));
}

/** Waits for the address that the lab prints. */
async function addressOf(child: ChildProcess): Promise<URL> {
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const end = Date.now() + readyLimitMs;
  while (Date.now() < end && child.exitCode === null) {
    const found = /http:\/\/\S+token=\w+/.exec(output);
    if (found) return new URL(found[0]);
    await sleep(50);
  }
  throw new Error(`expected the lab's address, got ${output}`);
}

test("the lab answers on the loopback address to its token alone, and one SIGINT ends server and kernels", async (t) => {
  if (process.platform !== "linux") return t.skip("reads /proc to find what is left running");
  const script = join(projectRoot(), "scripts", "lab.cjs");
  const lab = spawn(process.execPath, [script, "--no-browser"], { cwd: projectRoot() });
  t.after(() => lab.kill("SIGKILL"));
  const ended = new Promise<number | null>((resolve) => lab.once("exit", resolve));
  const address = await addressOf(lab);
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
