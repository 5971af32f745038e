import { concat, reshape, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { ConfigError, expected, ShapeError } from "../../errors.js";
import { nativeBackend } from "../nativeBackend.js";
import type { Step, StepResult, Tensors } from "../step.js";
import { dataTypes, type GraphNode } from "./graphNode.js";
import type { ShapeProbe } from "./outputsOf.js";
import { describeFrame } from "./place.js";
import { Recorder } from "./recorder.js";
import { refusal } from "./refusal.js";
import { contentOf } from "./scopes.js";
import { type Form, type Forms, placeholder, typeAttribute } from "./stateNodes.js";

/** A step as nodes of a graph. */
export interface RecordedStep {
  readonly nodes: readonly GraphNode[];
  /** What the step must be fed, and the placeholders that take it. */
  readonly inputs: Readonly<Record<string, Form & { readonly node: string }>>;
  readonly figures: readonly string[];
  /** Indices of the entries of the state that need a scratch variable. */
  readonly scratch: ReadonlySet<number>;
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

/** Name of the placeholder of an input. */
const inputNode = (prefix: string, index: number) => `${prefix}/input_${index}`;

/** Tensors of what is fed. */
function inputTensors(recorder: Recorder, inputs: Forms, prefix: string): Tensors {
  const entries = Object.entries(inputs).map(([name, form], index): [string, Tensor] => {
    const node = inputNode(prefix, index);
    recorder.put(placeholder(node, form));
    return [name, recorder.symbol(node, form.shape, dataTypes[form.dtype])];
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

/** What a step leaves must be of the forms that it found. */
function checkState(state: Forms, after: Tensors): void {
  for (const [name, { shape, dtype }] of Object.entries(after)) {
    const form = state[name];
    if (form && form.shape.join() === shape.join() && form.dtype === dtype) continue;
    const what = form ? `shape [${form.shape}], ${form.dtype}` : "an entry that exists";
    throw new ShapeError(expected(`state ${name}`, what, `shape [${shape}], ${dtype}`));
  }
}

/** Records the step once; `recorder` has its nodes afterwards. */
function traced(recorder: Recorder, { step, state, inputs, prefix }: RecordOptions) {
  const before = recorder.variables.readAll();
  const result: Partial<StepResult> = step(before, inputTensors(recorder, inputs, prefix));
  if (!result.state || !result.figures) {
    throw refusal("a function that returns state and figures", typeof result);
  }
  const figures = joined(recorder, result.figures);
  checkState(state, result.state);
  const written = recorder.variables.write(result.state).map((name) => `^${name}`);
  const after = [figures, ...new Set(written)];
  const fetch = recorder.add("Identity", after, { T: typeAttribute("float32") });
  return { fetch, figures: Object.keys(result.figures) };
}

function recordOnce(options: RecordOptions): RecordedStep {
  const recorder = new Recorder(nativeBackend(), options);
  const entries = Object.entries(options.inputs).map(([name, form], index) => [
    name,
    { ...form, node: inputNode(options.prefix, index) },
  ]);
  const { fetch, figures } = tidy(() => recorder.record(() => traced(recorder, options)));
  return {
    nodes: recorder.nodes,
    inputs: Object.fromEntries(entries),
    figures,
    fetch,
    scratch: recorder.variables.scratch,
  };
}

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
