import { existsSync, readFileSync } from "node:fs";
import { ConfigError, expected } from "../errors.js";

/** What steps compute in; weights, optimizer slots and statistics are float32 in both. */
export const precisions = ["float32", "bfloat16"] as const;
export type Precision = (typeof precisions)[number];

/** What decides whether bfloat16 is worth asking for. */
export interface Machine {
  readonly device: string;
  /** The processor's abilities, as Linux lists them. */
  readonly processorFlags: readonly string[];
}

/** Instructions that multiply in bfloat16: AVX-512's and those of Intel's matrix units. */
const fastFlags = ["avx512_bf16", "amx_bf16"];

/** The flags of the first processor; none where the system does not list them. */
export function processorFlags(): readonly string[] {
  const file = "/proc/cpuinfo";
  if (!existsSync(file)) return [];
  const line = /^flags\s*:(.*)$/m.exec(readFileSync(file, "utf8"));
  return line?.[1]?.trim().split(" ") ?? [];
}

/** Whether a processor with these flags computes faster in bfloat16 than in float32. */
export const hasFastBfloat16 = (flags: readonly string[]): boolean =>
  fastFlags.some((flag) => flags.includes(flag));

/** One of `precisions`. @throws ConfigError for another text. */
export function parsePrecision(text: string): Precision {
  const found = precisions.find((name) => name === text);
  if (!found) throw new ConfigError(expected("precision", precisions.join(" or "), text));
  return found;
}

/** @throws ConfigError with the reason why this machine, or this way to run, has no fast bfloat16. */
export function checkPrecision(
  precision: Precision,
  mode: "compiled" | "eager",
  { device, processorFlags: flags }: Machine,
): void {
  if (precision === "float32") return;
  const refuse = (what: string, got: string) => {
    throw new ConfigError(expected("precision bfloat16", what, got));
  };
  if (mode === "eager") refuse("compiled steps", "steps that run op by op");
  if (device !== "CPU") refuse("a processor (TensorFlow rewrites graphs for it alone)", device);
  if (!hasFastBfloat16(flags)) {
    refuse(`a processor with ${fastFlags.join(" or ")}`, "one without: it would be slower");
  }
}
