import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, platform } from "node:os";
import { join } from "node:path";
import type { Engine } from "../engine/backend.js";
import { memoryLimitBytes } from "../engine/memory.js";
import { hasFastBfloat16, processorFlags } from "../engine/precision.js";
import { projectRoot } from "../project.js";

/** What a run ran on: enough to explain a difference later. No names of machines, users or folders. */
export interface Environment {
  readonly atelier: string;
  /** Revision of the checkout, `+` when it had changes of its own, `unknown` outside git. */
  readonly revision: string;
  readonly engine: Engine;
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  /** Whether the processor has instructions for bfloat16. */
  readonly fastBfloat16: boolean;
  readonly cores: number;
  readonly memoryBytes: number;
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, {
    cwd: projectRoot(),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

function revision(): string {
  try {
    const dirty = git("status", "--porcelain", "--untracked-files=no") !== "";
    return git("rev-parse", "--short=12", "HEAD") + (dirty ? "+" : "");
  } catch {
    return "unknown"; // no git, or a copy without history
  }
}

/** Looks at the machine as it is now. */
export function environment(engine: Engine): Environment {
  const { version } = JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8")) as {
    version: string;
  };
  return {
    atelier: version,
    revision: revision(),
    engine,
    node: process.version,
    platform: `${platform()} ${arch()}`,
    processor: cpus()[0]?.model ?? "unknown",
    fastBfloat16: hasFastBfloat16(processorFlags()),
    cores: availableParallelism(),
    memoryBytes: memoryLimitBytes(),
  };
}
