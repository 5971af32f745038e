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
