import { join } from "node:path";
import type { Tensor } from "@tensorflow/tfjs-core";
import { messageOf } from "../../errors.js";
import { withTemporaryFolderSync, writeFileSync } from "../../files.js";
import { nativeBackend, type Output } from "../nativeBackend.js";
import { encodeSavedModel, type GraphNode, graphTag } from "./graphNode.js";
import { describeFrame } from "./place.js";

/** A graph loaded into TensorFlow, with its variables. */
export class GraphSession {
  private readonly backend = nativeBackend();
  private readonly id: number;
  private readonly nodes: ReadonlyMap<string, GraphNode>;

  constructor(nodes: readonly GraphNode[]) {
    this.id = withTemporaryFolderSync((folder) => {
      writeFileSync(join(folder, "saved_model.pb"), encodeSavedModel(nodes));
      return this.backend.binding.loadSavedModel(folder, graphTag);
    });
    this.nodes = new Map(nodes.map((node) => [node.name, node]));
  }

  /** Values of `fetches` with `feeds` in place of the placeholders; the caller deletes them. */
  run(feeds: Readonly<Record<string, Tensor>>, fetches: readonly string[]): Output[] {
    const { binding } = this.backend;
    const ids = this.backend.getInputTensorIds(Object.values(feeds));
    const ports = (names: readonly string[]) => names.map((name) => `${name}:0`).join(",");
    try {
      return binding.runSavedModel(this.id, ids, ports(Object.keys(feeds)), ports(fetches));
    } catch (error) {
      throw this.explained(error);
    }
  }

  /** One fetched vector of numbers. */
  numbers(feeds: Readonly<Record<string, Tensor>>, fetch: string): ArrayLike<number> {
    const { binding } = this.backend;
    const [output] = this.run(feeds, [fetch]);
    if (!output) return [];
    const values = binding.tensorDataSync(output.id);
    binding.deleteTensor(output.id);
    return values;
  }

  dispose(): void {
    this.backend.binding.deleteSavedModel(this.id);
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
