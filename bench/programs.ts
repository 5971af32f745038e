import { join } from "node:path";
import { unknownName } from "../src/errors.js";
import { cacheFolder, projectRoot } from "../src/project.js";

/** Numbers that a program computes with; weights are float32 in all of them. */
export type Precision = "float32" | "bfloat16";

/** Pythons of the peers' environments, by name. */
export type Pythons = Readonly<Record<string, string>>;

/** One of the programs that are compared. */
export interface Program {
  readonly name: string;
  readonly precision: Precision;
  /** Whether it is the lab itself, a peer to be outrun, or plain tfjs, shown for what it was. */
  readonly role: "ours" | "peer" | "shown";
  /** Whether it plays games that turn pictures into pictures too. */
  readonly pictures?: boolean;
  /** How its worker makes its step. */
  readonly mode: string;
  readonly start: (pythons: Pythons) => {
    readonly command: string;
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  };
}

const quiet = { TF_CPP_MIN_LOG_LEVEL: "3" };

const node = (worker: string) => () => ({
  command: process.execPath,
  args: [join(__dirname, "workers", worker)],
  env: quiet,
});

const python = (environment: string, script: string) => (pythons: Pythons) => ({
  command: pythons[environment] ?? "",
  args: [join(projectRoot(), "bench", "peers", script)],
  env: {
    ...quiet,
    CUDA_VISIBLE_DEVICES: "", // the comparison is of CPUs
    TORCHINDUCTOR_CACHE_DIR: join(cacheFolder(), "bench", "inductor"),
  },
});

const keras = { role: "peer", start: python("keras", "keras_worker.py") } as const;
const torch = {
  role: "peer",
  pictures: true,
  start: python("torch", "torch_worker.py"),
} as const;
const ours = { role: "ours", pictures: true, start: node("ours.js") } as const;
const [float32, bfloat16] = ["float32", "bfloat16"] as const;

/** All programs, in the order of the table. */
export const programs: readonly Program[] = [
  { name: "gan-atelier", precision: float32, mode: float32, ...ours },
  { name: "Keras tf.function", precision: float32, mode: "graph", ...keras },
  { name: "Keras XLA", precision: float32, mode: "xla", ...keras },
  { name: "PyTorch", precision: float32, mode: "channelsLast", ...torch },
  { name: "torch.compile", precision: float32, mode: "compile", ...torch },
  { name: "gan-atelier bf16", precision: bfloat16, mode: bfloat16, ...ours },
  { name: "PyTorch bf16", precision: bfloat16, mode: "bfloat16", ...torch },
  {
    name: "plain tfjs",
    precision: float32,
    role: "shown",
    mode: "eager",
    start: node("plainTfjs.js"),
  },
];

/**
 * Programs that alternate in one go: the float32 ones, then the rest. All eight at once would not
 * fit the memory of a small machine.
 */
export const heats: readonly (readonly Program[])[] = [
  programs.filter(({ precision, role }) => precision === float32 && role !== "shown"),
  programs.filter(({ precision, role }) => precision === bfloat16 || role === "shown"),
];

/** A program by name. @throws ConfigError with the names that exist. */
export function findProgram(name: string): Program {
  const found = programs.find((one) => one.name === name);
  if (!found)
    throw unknownName(
      "program",
      programs.map((one) => one.name),
      name,
    );
  return found;
}
