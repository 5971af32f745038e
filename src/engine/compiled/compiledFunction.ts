import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { nativeBackend } from "../nativeBackend.js";
import type { Precision } from "../precision.js";
import type { Tensors } from "../step.js";
import { dataTypes, type GraphNode } from "./graphNode.js";
import { GraphSession } from "./graphSession.js";
import { loadState } from "./loadState.js";
import { ShapeProbe } from "./outputsOf.js";
import { Recorder } from "./recorder.js";
import { type Form, formsOf, placeholder, stateNodes, typeAttribute } from "./stateNodes.js";

/** A function of named weights and one input, made of operations on tensors alone. */
export type TensorFunction = (weights: Tensors, input: Tensor) => Tensor;

const [input, output] = ["function/input", "function/output"];

/** The nodes that compute `call` on an input of this form; nothing is computed here. */
function record(call: TensorFunction, weights: Tensors, form: Form): readonly GraphNode[] {
  const backend = nativeBackend();
  const state = formsOf("weights", weights);
  const probe = new ShapeProbe(backend);
  const recorder = new Recorder(backend, { probe, prefix: "function", state });
  tidy(() =>
    recorder.record(() => {
      recorder.nodes.push(placeholder(input, form));
      const fed = recorder.symbol(input, form.shape, dataTypes[form.dtype]);
      const result = recorder.nameOf(call(recorder.variables.readAll(), fed));
      const attributes = { T: typeAttribute("float32") };
      recorder.nodes.push({ name: output, op: "Identity", inputs: [result], attributes });
    }),
  );
  return [...stateNodes(state), ...recorder.nodes];
}

/** A function without state as a TensorFlow graph, for inputs of one form. */
export class CompiledFunction {
  private readonly session: GraphSession;

  /** @param weights copied into the graph; they stay the caller's. */
  constructor(
    call: TensorFunction,
    weights: Tensors,
    readonly form: Form,
    precision: Precision = "float32",
  ) {
    this.session = new GraphSession(record(call, weights, form), precision);
    this.set(weights);
  }

  /** Goes on with other weights of the same names and forms. */
  set(weights: Tensors): void {
    loadState(this.session, formsOf("weights", weights), weights);
  }

  /** @param value of the form that it was made for. @returns the caller's to free. */
  run(value: Tensor): Tensor {
    const [result] = this.session.run({ feeds: { [input]: value }, fetches: [output] });
    return result as Tensor;
  }

  /** Frees the graph and its copy of the weights. */
  dispose(): void {
    this.session.dispose();
  }
}
