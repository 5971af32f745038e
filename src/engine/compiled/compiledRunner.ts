import { dispose, keep, type Tensor } from "@tensorflow/tfjs-core";
import { ConfigError, expected, ShapeError } from "../../errors.js";
import { collectGarbage } from "../collectGarbage.js";
import { nativeBackend } from "../nativeBackend.js";
import type { Precision } from "../precision.js";
import {
  type Figures,
  inTurn,
  type Step,
  type StepRunner,
  type Tensors,
  type Turn,
} from "../step.js";
import { GraphSession } from "./graphSession.js";
import { loadState } from "./loadState.js";
import { ShapeProbe } from "./outputsOf.js";
import { type RecordedStep, recordStep } from "./recordStep.js";
import { entryNodes, type Forms, formsOf, stateNodes } from "./stateNodes.js";

/**
 * Bytes of a reading from which its arrays are not left to JavaScript's own time: looking through
 * a kernel's memory takes a third of a second, as long as a step of such a game.
 */
const large = 256 * 2 ** 20;

/** A state's tensors while they are ours to free. */
type Held = Record<string, Tensor>;

const mapped = (tensors: Tensors, change: (tensor: Tensor) => Tensor): Held =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, change(tensor)]));

const describe = ({ shape, dtype }: { shape: readonly number[]; dtype: string }) =>
  `[${shape.join(", ")}] ${dtype}`;

/** Named tensors must be what a graph was made for. */
function checkForms(where: string, forms: Forms, tensors: Tensors): void {
  for (const name of Object.keys({ ...forms, ...tensors })) {
    const [form, tensor] = [forms[name], tensors[name]];
    if (form && tensor && describe(form) === describe(tensor)) continue;
    const got = tensor ? describe(tensor) : "nothing";
    throw new ShapeError(expected(`${where} ${name}`, form ? describe(form) : "nothing", got));
  }
}

/**
 * Runs steps as TensorFlow graphs. All steps share one graph, whose variables are the state. It
 * owns the state: the tensors it is given are freed when the graph has their values.
 */
export class CompiledRunner implements StepRunner {
  private readonly state: Forms;
  private readonly recorded = new Map<string, RecordedStep>();
  private readonly numbers = new Map<Step, number>();
  private readonly probe = new ShapeProbe(nativeBackend());
  private session: GraphSession | undefined;
  /** Entries as tensors: all before the first step, then what was read since the last one. */
  private held: Held = {};
  /** The state, each entry read when it is asked for, without a copy; valid until the next step. */
  readonly tensors: Tensors;

  constructor(
    initial: Tensors,
    private readonly precision: Precision = "float32",
  ) {
    this.state = formsOf("state", initial);
    this.hold({ ...initial });
    const readings = Object.keys(this.state).map((name, index): [string, PropertyDescriptor] => [
      name,
      { enumerable: true, get: () => this.read(name, index) },
    ]);
    this.tensors = Object.defineProperties({}, Object.fromEntries(readings));
  }

  /** Records turns ahead, so that the graph is built once. */
  prepare(turns: readonly Turn[], inputs: Tensors): void {
    const byKey = new Map(turns.map((turn) => [this.keyOf(turn), turn]));
    const missing = [...byKey].filter(([key]) => !this.recorded.has(key));
    if (missing.length === 0) return;
    const forms = formsOf("inputs", inputs);
    const { state, probe } = this;
    const recorded = missing.map(([key, turn]): [string, RecordedStep] => {
      const step = inTurn(turn);
      return [key, recordStep({ step, state, inputs: forms, prefix: `turn${key}`, probe })];
    });
    this.rebuild([...this.recorded, ...recorded]);
  }

  /** Loads a graph of all turns and moves the state into it. */
  private rebuild(turns: readonly (readonly [string, RecordedStep])[]): void {
    const scratch = new Set(turns.flatMap(([, graph]) => [...graph.scratch]));
    const nodes = turns.flatMap(([, graph]) => graph.nodes);
    const session = new GraphSession(
      [...stateNodes(this.state, scratch), ...nodes],
      this.precision,
    );
    const before = { ...this.tensors };
    this.held = {};
    loadState(session, this.state, before, (names) => {
      for (const name of names) before[name]?.dispose();
      collectGarbage(); // or the first state's arrays would stay beside the graph's own
    });
    this.session?.dispose();
    this.session = session;
    for (const [key, graph] of turns) this.recorded.set(key, graph);
  }

  run(turn: Turn, inputs: Tensors): Figures {
    this.prepare([turn], inputs);
    const { session } = this;
    const recorded = this.recorded.get(this.keyOf(turn));
    if (!session || !recorded) throw new ConfigError(expected("runner", "a state", "none"));
    checkForms("inputs", recorded.inputs, inputs);
    this.release();
    const feeds = Object.entries(recorded.inputs).map(([name, { node }]) => [node, inputs[name]]);
    const fetches = [recorded.fetch];
    const [joined] = session.run({ feeds: Object.fromEntries(feeds), fetches });
    const values = joined?.dataSync() ?? [];
    joined?.dispose();
    return Object.fromEntries(
      recorded.figures.map((name, index) => [name, values[index] as number]),
    );
  }

  forget(): void {
    if (!this.session) return; // the state is nowhere else yet
    const read = this.heldBytes(); // in a function of its own: what a frame has seen, it keeps
    this.release();
    if (read >= large) collectGarbage();
  }

  private heldBytes(): number {
    return Object.values(this.held).reduce((bytes, { size }) => bytes + 4 * size, 0);
  }

  /** Gives the whole state new values, which stay the caller's. */
  set(values: Tensors): void {
    checkForms("state", this.state, values);
    const kept = this.session ? undefined : mapped(values, (tensor) => tensor.clone());
    if (this.session) loadState(this.session, this.state, values);
    this.release();
    if (kept) this.hold(kept); // until the first step's graph takes it
  }

  /** How many operations of a kind the recorded steps have, all together. */
  operations(kind: RegExp): number {
    const nodes = [...this.recorded.values()].flatMap((step) => step.nodes);
    return nodes.filter(({ op }) => kind.test(op)).length;
  }

  dispose(): void {
    this.release();
    this.session?.dispose();
    this.session = undefined;
  }

  /** Names a turn by the numbers of its steps. */
  private keyOf(turn: Turn): string {
    for (const step of turn) {
      if (!this.numbers.has(step)) this.numbers.set(step, this.numbers.size);
    }
    return turn.map((step) => this.numbers.get(step)).join("-");
  }

  private read(name: string, index: number): Tensor {
    const held = this.held[name];
    if (held) return held;
    if (!this.session) throw new ConfigError(expected("runner", "a state", "none: disposed"));
    const [entry] = this.session.run({ fetches: [entryNodes(index).read] });
    this.held[name] = keep(entry as Tensor);
    return entry as Tensor;
  }

  private hold(tensors: Held): void {
    for (const tensor of Object.values(tensors)) keep(tensor);
    this.held = tensors;
  }

  private release(): void {
    dispose(this.held);
    this.held = {};
  }
}
