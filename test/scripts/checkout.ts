import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "../../src/project.js";

const root = projectRoot();

/** A folder for one test on the checkout's own disk, so that big files can be hard links. */
export function temporaryFolder(): { path: string; remove(): void } {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const path = mkdtempSync(join(root, ".cache", "test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/**
 * What a clone has outside src, test and notebooks, and one source in their place: nothing
 * installed, nothing built, and no test of set-up waits for the whole laboratory to compile.
 */
export function bareCopy(folder: string): string {
  const which = ["--cached", "--others", "--exclude-standard"];
  const asked = ["ls-files", "-z", ...which, "--", "scripts", "*.json", ".npmrc", "data", "*.cc"];
  const listed = execFileSync("git", asked, { cwd: root, encoding: "utf8" });
  const copy = join(folder, "checkout");
  for (const path of listed.split("\0")) {
    if (path === "" || !existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  mkdirSync(join(copy, "src", "kernel"), { recursive: true });
  cpSync(join(root, "src", "errors.ts"), join(copy, "src", "kernel", "main.ts"));
  return copy;
}

/** A tree of hard links: as good as a copy for who replaces files and never writes into them. */
export function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}

/** A copy with packages and Python there, but engine, kernelspec and build still to be made. */
export function installedCopy(folder: string): string {
  const copy = bareCopy(folder);
  linkTree(join(root, "node_modules"), join(copy, "node_modules"));
  const stamp = join(".venv", ".gan-atelier.json");
  const python = join(".venv", "bin", "python");
  mkdirSync(join(copy, ".venv", "bin"), { recursive: true });
  symlinkSync(join(root, python), join(copy, python));
  const { key } = JSON.parse(readFileSync(join(root, stamp), "utf8")) as { key: string };
  writeFileSync(join(copy, stamp), JSON.stringify({ key, place: join(copy, ".venv") }));
  return copy;
}

export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** Runs one of a checkout's scripts to its end; stdout and stderr together. */
export function runScript(
  checkout: string,
  script: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const path = join(checkout, "scripts", script);
    const child = spawn(process.execPath, [path, ...args], { cwd: checkout, env });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output }));
  });
}
