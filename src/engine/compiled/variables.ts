import type { DataId, Tensor } from "@tensorflow/tfjs-core";
import { ConfigError, expected } from "../../errors.js";
import { type DataType, dataTypes } from "./graphNode.js";
import type { Recorder } from "./recorder.js";
import { entryNodes, type Forms, typeAttribute } from "./stateNodes.js";

/** Which reading of which entry of the state a tensor is. */
interface Version {
  readonly index: number;
  readonly read: string;
}

/** The last version of each entry that was updated in place, and the node that did it. */
type Updates = ReadonlyMap<number, { readonly by: string; readonly id: DataId }>;

/** The graph's variables while a step is recorded: what is read of them, and what is written. */
export class Variables {
  private readonly versions = new Map<DataId, Version>();
  private updated: Updates = new Map();
  private readonly names: readonly string[];
  /** Entries that need a scratch variable. */
  readonly scratch = new Set<number>();

  constructor(
    private readonly recorder: Recorder,
    private readonly state: Forms,
  ) {
    this.names = Object.keys(state);
  }

  /** The state as tensors; each entry is read once, before it is written. */
  readAll(): Record<string, Tensor> {
    return Object.fromEntries(this.names.map((name, index) => [name, this.read(index)]));
  }

  /**
   * Adds an operation that changes variables in place, after the readings of their present values.
   * @returns their new values, or nothing if one of `tensors` is not such a present value.
   */
  update(
    op: string,
    tensors: readonly Tensor[],
    scratch: boolean,
    operands: readonly Tensor[],
  ): Tensor[] | undefined {
    const versions = tensors.flatMap((tensor) => this.present(tensor) ?? []);
    const [first] = versions;
    const fit = tensors.every(({ dtype }) => dtype === "float32"); // the rules know no other
    if (versions.length < tensors.length || !first || !fit) return undefined;
    const { recorder } = this;
    if (scratch) this.scratch.add(first.index);
    const by = recorder.add(
      op,
      [
        ...versions.map(({ index }) => entryNodes(index).handle),
        ...(scratch ? [entryNodes(first.index).scratch] : []),
        ...operands.map((tensor) => recorder.nameOf(tensor)),
        ...versions.flatMap(({ read }) => this.usesOf(read)),
      ],
      { T: typeAttribute("float32") },
    );
    return versions.map(({ index }) => this.readAfter(index, by));
  }

  /** A reading and whatever takes it: an update of what is still in use would be made on a copy. */
  private usesOf(read: string): string[] {
    return [read, ...this.recorder.consumersOf(read)].map((name) => `^${name}`);
  }

  /** The updates so far, to come back to. */
  updates(): Updates {
    return this.updated;
  }

  /** The nodes that made updates after `before`. */
  updatesSince(before: Updates): string[] {
    const since = [...this.updated].filter(([index, { id }]) => before.get(index)?.id !== id);
    return [...new Set(since.map(([, { by }]) => by))];
  }

  /**
   * After a branch that may have made updates: readings of what they changed that wait for `done`,
   * which comes in either case.
   * @returns them by the versions that the branch left.
   */
  settle(before: Updates, done: string): ReadonlyMap<DataId, Tensor> {
    const since = [...this.updated].filter(([index, { id }]) => before.get(index)?.id !== id);
    return new Map(since.map(([index, { id }]) => [id, this.readAfter(index, done)]));
  }

  /** A reading of an entry that `by` has updated: its present value from here on. */
  private readAfter(index: number, by: string): Tensor {
    const tensor = this.read(index, by);
    this.updated = new Map([...this.updated, [index, { by, id: tensor.dataId }]]);
    return tensor;
  }

  /**
   * Gives entries their values at the end of a step.
   * @returns the nodes that must have run.
   * @throws ConfigError for an update in place whose result the step does not return.
   */
  write(after: Readonly<Record<string, Tensor>>): string[] {
    for (const index of this.updated.keys()) {
      const name = this.names[index] ?? "";
      if (after[name]) continue;
      throw new ConfigError(expected(`state ${name}`, "its updated value", "nothing"));
    }
    return Object.entries(after).flatMap(([name, tensor]) =>
      this.writeEntry(this.names.indexOf(name), tensor),
    );
  }

  private writeEntry(index: number, tensor: Tensor): string[] {
    const updated = this.updated.get(index);
    if (updated?.id === tensor.dataId) return [updated.by];
    const before = this.readNode(index);
    if (this.versions.get(tensor.dataId)?.read === before) return [];
    const value = this.recorder.nameOf(tensor);
    const inputs = [entryNodes(index).handle, value, `^${before}`];
    if (updated) inputs.push(`^${updated.by}`);
    const dtype = typeAttribute(tensor.dtype as DataType);
    return [this.recorder.add("AssignVariableOp", inputs, { dtype })];
  }

  /** The version that a tensor is, if nothing has been written since. */
  private present({ dataId }: Tensor): Version | undefined {
    const version = this.versions.get(dataId);
    const updated = version && this.updated.get(version.index);
    return updated && updated.id !== dataId ? undefined : version;
  }

  private readNode(index: number): string {
    return `${this.recorder.prefix}/read_${index}`;
  }

  /** A reading of an entry, the first one or one after an update. */
  private read(index: number, after?: string): Tensor {
    const { shape, dtype } = this.state[this.names[index] ?? ""] as Forms[string];
    const read = after ? `${after}/read_${index}` : this.readNode(index);
    const inputs = [entryNodes(index).handle, ...(after ? [`^${after}`] : [])];
    const attributes = { dtype: typeAttribute(dtype) };
    this.recorder.put({ name: read, op: "ReadVariableOp", inputs, attributes });
    const tensor = this.recorder.symbol(read, shape, dataTypes[dtype]);
    this.versions.set(tensor.dataId, { index, read });
    return tensor;
  }
}
