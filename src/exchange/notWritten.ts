import { ConfigError, expected } from "../errors.js";
import type { Layer } from "../nets/layer.js";

/** Layers of networks that turn pictures into pictures, which no other program's file has here. */
export type TranslatorKind = "instanceNorm" | "reflectPad" | "fork" | "add" | "concat";

/** Layers that only discriminators have. */
export type JudgeKind = "sumPool" | "projection";

/** What is thrown for either. */
export function notWritten({ kind }: Layer): ConfigError {
  return new ConfigError(expected("network to write", "a generator that draws from latents", kind));
}
