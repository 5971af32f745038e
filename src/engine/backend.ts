import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import util from "node:util";
import { backend, env } from "@tensorflow/tfjs-core";
import { messageOf } from "../errors.js";
import { projectRoot } from "../project.js";
import { loadLibraries } from "./addon/graphAddon.js";

/** Which TensorFlow runs, on what, and why not a better one. */
export interface Engine {
  readonly kind: "gpu" | "native" | "prebuilt" | "javascript";
  /** TensorFlow's version, or TensorFlow.js's own on the JavaScript engine. */
  readonly version: string;
  readonly device: string;
  /** One sentence for each better engine that does not run here. */
  readonly why: readonly string[];
}

/** What tfjs-node's backend shows of itself beyond the tfjs interface. */
interface NodeBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
}

let opened: Engine | undefined;

/** Node 23 removed two helpers that tfjs-node still calls. */
function restoreUtilHelpers(): void {
  const helpers: Record<string, (value: unknown) => boolean> = {
    isNullOrUndefined: (value) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, helper] of Object.entries(helpers)) {
    if (!(name in util)) Object.assign(util, { [name]: helper });
  }
}

/** The reasons that set-up wrote down for the engine it could build. */
function setupReasons(): readonly string[] {
  const file = join(projectRoot(), ".cache", "engine.json");
  if (!existsSync(file)) return ["set-up has not built the native engine: npm run setup"];
  const { why } = JSON.parse(readFileSync(file, "utf8")) as { why?: string[] };
  return why ?? [];
}

/** Probabilities and their logarithms stay float32: in bfloat16 0.998 is 1, where a loss has no slope. */
const NEVER_BFLOAT16 = "Sigmoid,SigmoidGrad,Log,Log1p";

function openNative(): Engine {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
  process.env.TF_AUTO_MIXED_PRECISION_GRAPH_REWRITE_INFERLIST_REMOVE ??= NEVER_BFLOAT16;
  restoreUtilHelpers();
  loadLibraries();
  require("@tensorflow/tfjs-node-gpu");
  const { binding, isUsingGpuDevice } = backend() as object as NodeBackend;
  const version = binding.TF_Version;
  const kind = isUsingGpuDevice ? "gpu" : version.startsWith("2.9.") ? "prebuilt" : "native";
  return { kind, version, device: isUsingGpuDevice ? "GPU" : "CPU", why: setupReasons() };
}

function openJavascript(reason: string): Engine {
  const { version } = require("@tensorflow/tfjs") as { version: Record<string, string> };
  env().set("PROD", true); // no banner that praises the native engine: the run says which one it is
  const why = [...setupReasons(), `the native engine does not load: ${reason}`];
  return { kind: "javascript", version: version["tfjs-core"] ?? "", device: "CPU", why };
}

/**
 * Loads TensorFlow once: the native engine if it was built, else plain JavaScript, many times
 * slower. The first call takes about half a second; nothing is loaded before it.
 * `ATELIER_ENGINE=javascript` asks for the plain one.
 */
export function openEngine(): Engine {
  if (opened) return opened;
  if (process.env.ATELIER_ENGINE === "javascript") {
    opened = openJavascript("ATELIER_ENGINE=javascript asks for the plain one");
  } else {
    try {
      opened = openNative();
    } catch (error) {
      opened = openJavascript(messageOf(error).split("\n")[0] ?? "");
    }
  }
  return opened;
}

/** One line for the start of a run: which engine, and why not a better one. */
export function describeEngine({ kind, version, device, why }: Engine): string {
  const name = {
    gpu: `native TensorFlow ${version} on ${device}`,
    native: `native TensorFlow ${version} on ${device}`,
    prebuilt: `tfjs-node's prebuilt TensorFlow ${version} on ${device}`,
    javascript: `TensorFlow.js ${version} in plain JavaScript, many times slower than native`,
  }[kind];
  return why.length > 0 ? `engine: ${name} (${why.join("; ")})` : `engine: ${name}`;
}
