import { existsSync, readFileSync } from "node:fs";
import { totalmem } from "node:os";
import { ConfigError, expected } from "../errors.js";

const limitFiles = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

/** Memory this process may use, in bytes: the container's limit where there is one, else the machine's. */
export function memoryLimitBytes(): number {
  const limits = limitFiles
    .filter(existsSync)
    .map((file) => Number(readFileSync(file, "utf8")))
    .filter((limit) => Number.isFinite(limit) && limit > 0);
  return Math.min(totalmem(), ...limits);
}

const numberIn = (file: string, pattern: RegExp): number | undefined => {
  const found = existsSync(file) ? pattern.exec(readFileSync(file, "utf8"))?.[1] : undefined;
  return found === undefined ? undefined : Number(found);
};

/** Bytes that the container's processes hold, without what is only kept of files. */
function heldInContainer(): number | undefined {
  const held = numberIn("/sys/fs/cgroup/memory.current", /(\d+)/);
  const ofFiles = numberIn("/sys/fs/cgroup/memory.stat", /^inactive_file (\d+)$/m) ?? 0;
  return held === undefined ? undefined : held - ofFiles;
}

/** Memory that nobody else holds now, in bytes; the limit where the system does not say. */
export function memoryFreeBytes(): number {
  const limit = memoryLimitBytes();
  const own = process.memoryUsage.rss();
  const available = numberIn("/proc/meminfo", /^MemAvailable:\s+(\d+) kB$/m);
  const held = heldInContainer();
  return Math.min(
    limit,
    available === undefined ? limit : 1024 * available + own,
    held === undefined ? limit : limit - held + own,
  );
}

/** Reads `8G`, `512M` or a number of bytes. @throws ConfigError for anything else. */
export function parseBytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?$/i.exec(text.trim());
  if (!match) throw new ConfigError(expected("memory", "a size such as 8G or 512M", text));
  const power = ["", "K", "M", "G", "T"].indexOf((match[2] ?? "").toUpperCase());
  return Number(match[1]) * 1024 ** power;
}

/** `1.5 GiB`, `300 MiB`. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let [value, power] = [bytes, 0];
  while (Math.round(value) >= 1024 && power < units.length - 1) {
    value /= 1024;
    power++;
  }
  return `${value < 9.95 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}
