import { execFile, execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder } from "../../src/project.js";

/** Pythons to try: `$ATELIER_PEERS_PYTHON`, those of the lab's cache (see bench/), the machine's. */
function pythons(): readonly string[] {
  const bench = join(cacheFolder(), "bench");
  const names = existsSync(bench) ? readdirSync(bench) : [];
  const own = names.map((name) => join(bench, name, "bin", "python")).filter(existsSync);
  const { ATELIER_PEERS_PYTHON } = process.env;
  return [...(ATELIER_PEERS_PYTHON ? [ATELIER_PEERS_PYTHON] : []), ...own, "python3"];
}

/** The first Python that has all of these modules. */
export function pythonWith(...modules: readonly string[]): string | undefined {
  const look = `import importlib.util as u, sys; sys.exit(any(u.find_spec(m) is None for m in sys.argv[1:]))`;
  return pythons().find((python) => {
    try {
      execFileSync(python, ["-c", look, ...modules], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
}

/** What a Python program prints. */
export async function printed(python: string, program: string, ...args: readonly string[]) {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3", CUDA_VISIBLE_DEVICES: "" };
  const { stdout } = await promisify(execFile)(python, ["-c", program, ...args], { env });
  return stdout.trim();
}
