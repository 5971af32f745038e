import type { DataId, Tensor } from "@tensorflow/tfjs-core";
import type { NativeAttribute, NativeBackend } from "../nativeBackend.js";
import { attributesOf } from "./attributesOf.js";
import { constantNodes } from "./constantNodes.js";
import { convolutionProduct } from "./convolutionProduct.js";
import { type DataType, dataTypes, type GraphNode } from "./graphNode.js";
import type { Operand, ShapeProbe } from "./outputsOf.js";
import { callerFrame } from "./place.js";
import { refusal } from "./refusal.js";
import { contentOf, Scopes } from "./scopes.js";
import type { Forms } from "./stateNodes.js";
import { Variables } from "./variables.js";

/** A tensor that is only recorded has no number in the addon. */
const NO_VALUE = -1;

/** Whether an operation changes a variable, or gives something else each time. */
const isImpure = (op: string) => /^(Assign|ResourceApply|Random|Multinomial|Truncated)/.test(op);

/** What a recorder is made for. */
export interface RecorderOptions {
  readonly probe: ShapeProbe;
  /** Prefix of all nodes' names. */
  readonly prefix: string;
  readonly state: Forms;
}

/**
 * Turns what tfjs asks of the native backend into nodes of a graph. Nothing is computed: tensors
 * made while it records have shapes but no values, except constants made in JavaScript.
 */
export class Recorder {
  readonly nodes: GraphNode[] = [];
  private readonly names = new Map<DataId, string>();
  private readonly constants = new Set<DataId>();
  private readonly scopes = new Scopes();

  private readonly probe: ShapeProbe;
  /** Prefix of all nodes' names. */
  readonly prefix: string;
  readonly variables: Variables;

  /** The recorder that is recording now, if one is. */
  static active: Recorder | undefined;

  constructor(
    private readonly backend: NativeBackend,
    { probe, prefix, state }: RecorderOptions,
  ) {
    this.probe = probe;
    this.prefix = prefix;
    this.variables = new Variables(this, state);
  }

  /** The node that does this work: one that was recorded before, or a new one. @returns its name. */
  add(op: string, inputs: readonly string[], attributes: GraphNode["attributes"]): string {
    if (isImpure(op)) return this.fresh(op, inputs, attributes);
    const content = contentOf({ op, inputs, attributes });
    const known = this.scopes.find(content);
    if (known) return known;
    const name = this.fresh(op, inputs, attributes);
    this.scopes.remember(content, name);
    return name;
  }

  /** Adds a node of its own and returns its name. */
  fresh(op: string, inputs: readonly string[], attributes: GraphNode["attributes"]): string {
    const name = `${this.prefix}/${op}_${this.nodes.length}`;
    const frame = callerFrame();
    this.put({ name, op, inputs, attributes, ...(frame ? { frame } : {}) });
    return name;
  }

  /** Adds a node that has its name; in a branch it runs only where the branch is taken. */
  put(node: GraphNode): void {
    this.nodes.push({ ...node, inputs: this.scopes.place(node.name, node.inputs) });
  }

  /** The nodes that take an output, as far as they run wherever the present scope does. */
  consumersOf(output: string): string[] {
    const takers = this.nodes.filter(({ inputs }) => inputs.includes(output));
    return takers.map(({ name }) => name).filter((name) => !this.scopes.isOver(name));
  }

  /** Nodes added in `body` run only where the node `pivot` does. */
  within<T>(pivot: string, body: () => T): T {
    return this.scopes.within(pivot, body);
  }

  /** A tensor without values that stands for a node's output. */
  symbol(name: string, shape: readonly number[], dtype: number): Tensor {
    const tensor = this.backend.createOutputTensor({ id: NO_VALUE, shape: [...shape], dtype });
    this.names.set(tensor.dataId, name);
    return tensor;
  }

  /** The node's output that a tensor stands for. @throws ConfigError for a tensor from outside. */
  nameOf(tensor: Tensor): string {
    const known = this.names.get(tensor.dataId);
    if (known !== undefined && !this.scopes.isOver(known)) return known;
    const values = this.valuesOf(tensor.dataId);
    if (!values && known !== undefined) {
      throw refusal("only what a branch returns", `a tensor made in one before (${known})`);
    }
    if (!values) {
      const what = "only tensors of its state, its inputs, or made in it";
      throw refusal(what, `one of shape [${tensor.shape}] from outside`);
    }
    const dtype = tensor.dtype as DataType;
    if (!(dtype in dataTypes)) {
      throw refusal("tensors of float32, int32 and bool", tensor.dtype);
    }
    const name = constantNodes(this, { dtype, shape: tensor.shape, values });
    this.names.set(tensor.dataId, name);
    return name;
  }

  /** Runs `body` with the backend's doors wired to this recorder. */
  record<T>(body: () => T): T {
    const { backend } = this;
    const { executeSingleOutput, executeMultipleOutputs, write, read, readSync } = backend;
    backend.executeMultipleOutputs = (...call) => this.execute(...call);
    backend.executeSingleOutput = (op, attributes, inputs) =>
      this.execute(op, attributes, inputs, 1)[0] as Tensor;
    backend.write = (...call) => {
      const id = write.apply(backend, call);
      this.constants.add(id);
      return id;
    };
    backend.readSync = (id) => this.valuesOf(id) ?? refuseRead();
    backend.read = async (id) => this.valuesOf(id) ?? refuseRead();
    Recorder.active = this;
    try {
      return body();
    } finally {
      Recorder.active = undefined;
      Object.assign(backend, {
        executeSingleOutput,
        executeMultipleOutputs,
        write,
        read,
        readSync,
      });
    }
  }

  /** Values of a constant made in JavaScript while recording. */
  private valuesOf(id: DataId): ArrayBufferView | undefined {
    return this.constants.has(id)
      ? (this.backend.tensorMap.get(id).values ?? undefined)
      : undefined;
  }

  private execute(
    op: string,
    attributes: NativeAttribute[],
    inputs: Tensor[],
    outputs: number,
  ): Tensor[] {
    const names = inputs.map((tensor) => this.nameOf(tensor));
    const operands = inputs.map((tensor): Operand => {
      const values = this.valuesOf(tensor.dataId);
      return values ? { tensor, values } : { tensor };
    });
    const operation = { op, attributes, inputs: operands, outputs };
    if (!this.backend.isUsingGpuDevice) {
      const product = convolutionProduct(this, operation);
      if (product) return [this.symbol(product.name, product.shape, product.dtype)];
    }
    const forms = this.probe.outputsOf(operation);
    const name = this.add(op, names, attributesOf(this.backend.binding, op, attributes));
    return forms.map(({ shape, dtype }, index) =>
      this.symbol(index === 0 ? name : `${name}:${index}`, shape, dtype),
    );
  }
}

function refuseRead(): never {
  throw refusal("no values read back into JavaScript", "dataSync or data");
}
