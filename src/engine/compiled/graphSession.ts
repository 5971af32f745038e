import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import { messageOf } from "../../errors.js";
import { type Feed, type Fetched, graphAddon, type Handle } from "../addon/graphAddon.js";
import { nativeBackend } from "../nativeBackend.js";
import type { Precision } from "../precision.js";
import { type DataType, dataTypes, encodeGraph, type GraphNode } from "./graphNode.js";
import { describeFrame } from "./place.js";
import { addTrace, isProfiled } from "./profile.js";
import { sessionConfig } from "./sessionConfig.js";

/** What one run of a graph is given and asked for, by names of nodes. */
export interface GraphRun {
  readonly feeds?: Readonly<Record<string, Tensor>>;
  readonly fetches?: readonly string[];
  /** Nodes that must have run, without a result. */
  readonly targets?: readonly string[];
}

/** RunOptions (config.proto): nothing, or a full trace. */
const options = { plain: new Uint8Array(0), traced: Uint8Array.of(8, 3) };

/** A tensor's values as they lie in JavaScript, or read from the device. */
function valuesOf({ dataId }: Tensor): ArrayBufferView {
  const backend = nativeBackend();
  return backend.tensorMap.get(dataId).values ?? backend.readSync(dataId);
}

const feedOf = ([name, fed]: [string, Tensor]): Feed => ({
  name,
  shape: fed.shape,
  dtype: dataTypes[fed.dtype as DataType],
  values: valuesOf(fed),
});

/** What was fetched, as a tensor on the same memory. */
function tensorOf({ shape, dtype, buffer }: Fetched): Tensor {
  const sizes = [...shape];
  if (dtype === dataTypes.float32) return tensor(new Float32Array(buffer), sizes, "float32");
  if (dtype === dataTypes.int32) return tensor(new Int32Array(buffer), sizes, "int32");
  return tensor(new Uint8Array(buffer), sizes, "bool");
}

/** A graph loaded into TensorFlow, with its variables. */
export class GraphSession {
  private readonly addon = graphAddon();
  private readonly handle: Handle;
  private readonly nodes: ReadonlyMap<string, GraphNode>;

  constructor(nodes: readonly GraphNode[], precision: Precision = "float32") {
    this.handle = this.addon.open(encodeGraph(nodes), sessionConfig(precision));
    this.nodes = new Map(nodes.map((node) => [node.name, node]));
  }

  /** Runs a part of the graph; the tensors share TensorFlow's memory and are the caller's. */
  run(run: GraphRun): Tensor[] {
    const results = this.results(run, isProfiled() ? options.traced : options.plain);
    if (isProfiled()) addTrace(results.pop() as Uint8Array);
    return results.map((result) => tensorOf(result as Fetched));
  }

  dispose(): void {
    this.addon.close(this.handle);
  }

  private results({ feeds = {}, fetches = [], targets = [] }: GraphRun, how: Uint8Array) {
    try {
      return this.addon.run(this.handle, Object.entries(feeds).map(feedOf), fetches, targets, how);
    } catch (error) {
      throw this.explained(error);
    }
  }

  /** A native error with the operation and the line of TypeScript that recorded it. */
  private explained(error: unknown): Error {
    const message = messageOf(error);
    const named = /\{\{node ([^}]+)\}\}/.exec(message)?.[1] ?? "";
    const node = this.nodes.get(named);
    if (!node) return new Error(`compiled step: ${message}`, { cause: error });
    const where = `${node.op} recorded at ${describeFrame(node.frame)}`;
    return new Error(`compiled step, ${where}: ${message}`, { cause: error });
  }
}
