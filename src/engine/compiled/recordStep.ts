import { concat, reshape, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { ConfigError, expected, ShapeError } from "../../errors.js";
import type { Step, StepResult, Tensors } from "../step.js";
import { dataTypes, type GraphNode } from "./graphNode.js";
import { nativeBackend } from "./nativeBackend.js";
import type { ShapeProbe } from "./outputsOf.js";
import { describeFrame } from "./place.js";
import { Recorder, refusal } from "./recorder.js";
import { entryNodes, type Form, type Forms, placeholder, typeAttribute } from "./stateNodes.js";

/** A step as nodes of a graph. */
export interface RecordedStep {
  readonly nodes: readonly GraphNode[];
  /** What the step must be fed, and the placeholders that take it. */
  readonly inputs: Readonly<Record<string, Form & { readonly node: string }>>;
  readonly figures: readonly string[];
  /** Fetching this node runs the whole step; it gives the figures as one vector. */
  readonly fetch: string;
}

/** What a step is recorded for. */
export interface RecordOptions {
  readonly step: Step;
  readonly state: Forms;
  readonly inputs: Forms;
  /** Prefix of the nodes' names, different for each step of a graph. */
  readonly prefix: string;
  readonly probe: ShapeProbe;
}

/** Tensors that read the graph's variables; each is read once, before it is written. */
function stateTensors(recorder: Recorder, state: Forms, prefix: string) {
  const reads: Record<string, string> = {};
  const entries = Object.entries(state).map(([name, { shape, dtype }], index): [string, Tensor] => {
    const read = `${prefix}/read_${index}`;
    reads[name] = read;
    recorder.nodes.push({
      name: read,
      op: "ReadVariableOp",
      inputs: [entryNodes(index).handle],
      attributes: { dtype: typeAttribute(dtype) },
    });
    return [name, recorder.symbol(read, shape, dataTypes[dtype])];
  });
  return { tensors: Object.fromEntries(entries), reads };
}

/** Name of the placeholder of an input. */
const inputNode = (prefix: string, index: number) => `${prefix}/input_${index}`;

/** Tensors of what is fed, copied: a fed array's memory belongs to JavaScript, which may go on. */
function inputTensors(recorder: Recorder, inputs: Forms, prefix: string): Tensors {
  const entries = Object.entries(inputs).map(([name, form], index): [string, Tensor] => {
    const node = inputNode(prefix, index);
    recorder.nodes.push(placeholder(node, form));
    const copy = recorder.add("DeepCopy", [node], { T: typeAttribute(form.dtype) });
    return [name, recorder.symbol(copy, form.shape, dataTypes[form.dtype])];
  });
  return Object.fromEntries(entries);
}

/** The figures as one vector; zero of them as an empty one. */
function joined(recorder: Recorder, figures: Tensors): string {
  const scalars = Object.entries(figures).map(([name, figure]) => {
    if (figure.size !== 1 || figure.dtype !== "float32") {
      const got = `shape [${figure.shape}], ${figure.dtype}`;
      throw new ShapeError(expected(`figure ${name}`, "one float32 number", got));
    }
    return reshape(figure, [1]);
  });
  if (scalars.length > 0) return recorder.nameOf(concat(scalars));
  const value = {
    kind: "tensor",
    value: { dtype: "float32", shape: [0], bytes: new Uint8Array(0) },
  } as const;
  return recorder.add("Const", [], { dtype: typeAttribute("float32"), value });
}

/** Assignments of the entries that a step changes, after their readings. */
function assignments(
  recorder: Recorder,
  state: Forms,
  before: { readonly tensors: Tensors; readonly reads: Readonly<Record<string, string>> },
  after: Tensors,
): string[] {
  const names = Object.keys(state);
  return Object.entries(after).flatMap(([name, tensor]) => {
    const form = state[name];
    if (!form || form.shape.join() !== tensor.shape.join() || form.dtype !== tensor.dtype) {
      const what = form ? `shape [${form.shape}], ${form.dtype}` : "an entry that exists";
      const got = `shape [${tensor.shape}], ${tensor.dtype}`;
      throw new ShapeError(expected(`state ${name}`, what, got));
    }
    if (before.tensors[name]?.dataId === tensor.dataId) return [];
    const dtype = typeAttribute(form.dtype);
    const { handle } = entryNodes(names.indexOf(name));
    const inputs = [handle, recorder.nameOf(tensor), `^${before.reads[name]}`];
    return [recorder.add("AssignVariableOp", inputs, { dtype })];
  });
}

/** Records the step once; `recorder` has its nodes afterwards. */
function traced(recorder: Recorder, { step, state, inputs, prefix }: RecordOptions) {
  const before = stateTensors(recorder, state, prefix);
  const result: Partial<StepResult> = step(before.tensors, inputTensors(recorder, inputs, prefix));
  if (!result.state || !result.figures) {
    throw refusal("a function that returns state and figures", typeof result);
  }
  const figures = joined(recorder, result.figures);
  const written = assignments(recorder, state, before, result.state);
  const after = [figures, ...written.map((name) => `^${name}`)];
  const fetch = recorder.add("Identity", after, { T: typeAttribute("float32") });
  return { fetch, figures: Object.keys(result.figures) };
}

function recordOnce(options: RecordOptions): RecordedStep {
  const recorder = new Recorder(nativeBackend(), options.probe, options.prefix);
  const entries = Object.entries(options.inputs).map(([name, form], index) => [
    name,
    { ...form, node: inputNode(options.prefix, index) },
  ]);
  const { fetch, figures } = tidy(() => recorder.record(() => traced(recorder, options)));
  return { nodes: recorder.nodes, inputs: Object.fromEntries(entries), figures, fetch };
}

const contentOf = ({ frame: _, ...content }: GraphNode) =>
  JSON.stringify(content, (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
  );

/**
 * Records a step without computing it. It is recorded twice: a step that is not the same each time
 * (a random number, a clock, a counter outside) would be frozen into the graph, and is refused.
 * @throws ConfigError, ShapeError with the place in the step.
 */
export function recordStep(options: RecordOptions): RecordedStep {
  const first = recordOnce(options);
  const second = recordOnce(options);
  const count = Math.max(first.nodes.length, second.nodes.length);
  for (let index = 0; index < count; index++) {
    const [a, b] = [first.nodes[index], second.nodes[index]];
    if (a && b && contentOf(a) === contentOf(b)) continue;
    throw new ConfigError(
      expected(
        `compiled step at ${describeFrame((a ?? b)?.frame)}`,
        "the same operations and constants each time",
        "something else the second time",
      ),
    );
  }
  return first;
}
