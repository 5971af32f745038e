import { dirname, join } from "node:path";

/** An array to feed. */
export interface Feed {
  readonly name: string;
  readonly shape: readonly number[];
  /** TensorFlow's number of the data type. */
  readonly dtype: number;
  readonly values: ArrayBufferView;
}

/** A fetched array; a large one is TensorFlow's own memory, which lives as long as `buffer`. */
export interface Fetched {
  readonly shape: readonly number[];
  readonly dtype: number;
  readonly buffer: ArrayBuffer;
}

/** A session; forgetting it frees what it holds. */
export type Handle = { readonly kind: "graph session" };

/** The project's own addon over TensorFlow's C API (graphAddon.cc). */
export interface GraphAddon {
  /** A session on a serialised GraphDef with the options of a serialised ConfigProto. */
  open(graph: Uint8Array, config: Uint8Array): Handle;
  /**
   * Runs what `fetches` and `targets` need; results in the order of `fetches`.
   * @param options serialised RunOptions, or nothing; with a trace level, a serialised RunMetadata
   * is the last of the results.
   */
  run(
    session: Handle,
    feeds: readonly Feed[],
    fetches: readonly string[],
    targets: readonly string[],
    options: Uint8Array,
  ): (Fetched | Uint8Array)[];
  /** Frees the graph's variables and memory now. */
  close(session: Handle): void;
}

/** The package that set-up puts the engine into, with the project's addons beside its own. */
const packageFolder = () => dirname(require.resolve("@tensorflow/tfjs-node-gpu/package.json"));
const addonFile = (name: string) => join(packageFolder(), "lib", "napi-v8", name);

const library =
  process.platform === "darwin" ? "libtensorflow_cc.2.dylib" : "libtensorflow_cc.so.2";

/**
 * Loads TensorFlow's libraries without the two lines that they write to stderr meanwhile.
 * @throws Error with the loader's reason.
 */
export function loadLibraries(): void {
  const quiet = require(addonFile("quiet_addon.node")) as {
    load(path: string): string | undefined;
  };
  const reason = quiet.load(join(packageFolder(), "deps", "lib", library));
  if (reason !== undefined) throw new Error(reason);
}

let loaded: GraphAddon | undefined;

/** The addon; the native engine must have been opened. */
export function graphAddon(): GraphAddon {
  loaded ??= require(addonFile("graph_addon.node")) as GraphAddon;
  return loaded;
}
