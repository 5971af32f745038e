import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** The command lines of all processes here that hold a text (Linux; none elsewhere). */
export function processesWith(text: string): readonly string[] {
  if (process.platform !== "linux") return [];
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const lines = pids.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    } catch {
      return ""; // gone meanwhile
    }
  });
  return lines.filter((line) => line.includes(text));
}

/** Waits for the address that the lab prints. */
export async function addressOf(lab: ChildProcess, limitMs: number): Promise<URL> {
  let output = "";
  for (const stream of [lab.stdout, lab.stderr]) {
    stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  }
  const end = Date.now() + limitMs;
  while (Date.now() < end && lab.exitCode === null) {
    const found = /http:\/\/\S+token=\w+/.exec(output);
    if (found) return new URL(found[0]);
    await sleep(50);
  }
  throw new Error(`expected the lab's address, got ${output}`);
}
