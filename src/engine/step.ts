import { concat, dispose, keep, reshape, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { expected, ShapeError } from "../errors.js";

/** Named tensors: the state of a game, or the inputs of one step. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** What a step gives back: the entries of the state that change, and scalars to log. */
export interface StepResult {
  readonly state: Tensors;
  readonly figures: Tensors;
}

/**
 * A step is a function from state and inputs to new state and figures: no side effects, no value
 * read back into JavaScript. The same function can run op by op or be compiled.
 */
export type Step = (state: Tensors, inputs: Tensors) => StepResult;

/** Steps on the same inputs, each on the state that the one before it leaves. */
export type Turn = readonly Step[];

/** The steps of a turn as one, so that work they share is done once. */
export const inTurn =
  (turn: Turn): Step =>
  (before, inputs) =>
    turn.reduce<StepResult>(
      ({ state, figures }, step) => {
        const result = step({ ...before, ...state }, inputs);
        return {
          state: { ...state, ...result.state },
          figures: { ...figures, ...result.figures },
        };
      },
      { state: {}, figures: {} },
    );

/** Numbers read from a step's figures. */
export type Figures = Readonly<Record<string, number>>;

/** Anything that runs steps on one state and can be asked for it. */
export interface StepRunner {
  /** Gets turns ready together that will be run on inputs such as these. */
  prepare(turns: readonly Turn[], inputs: Tensors): void;
  /** Runs the steps of a turn in order; gives all their figures. */
  run(turn: Turn, inputs: Tensors): Figures;
  /** The state; an entry is read when it is asked for, and valid until the next step. */
  readonly tensors: Tensors;
  /** Frees what was read of the state, so that the next step does not hold it twice. */
  forget(): void;
  /** Gives every entry of the state a new value; the tensors given stay the caller's. */
  set(values: Tensors): void;
  dispose(): void;
}

/** One copy from the device for all figures together. */
function readFigures(figures: Tensors): Figures {
  const names = Object.keys(figures);
  if (names.length === 0) return {};
  const joined = tidy(() => concat(Object.values(figures).map((figure) => reshape(figure, [1]))));
  const values = joined.dataSync();
  joined.dispose();
  return Object.fromEntries(names.map((name, index) => [name, values[index] as number]));
}

/** Runs steps op by op. It owns the state: entries that a step replaces are freed. */
export class EagerRunner implements StepRunner {
  private readonly state: Record<string, Tensor>;

  constructor(initial: Tensors) {
    this.state = { ...initial };
    for (const tensor of Object.values(this.state)) keep(tensor);
  }

  get tensors(): Tensors {
    return this.state;
  }

  /** Nothing to get ready. */
  prepare(): void {}

  /** Reading took nothing. */
  forget(): void {}

  set(values: Tensors): void {
    for (const name of Object.keys({ ...this.state, ...values })) {
      const value = values[name];
      if (!value) throw new ShapeError(expected(`state ${name}`, "a tensor", "nothing"));
      this.replace(name, value.clone());
    }
  }

  run(turn: Turn, inputs: Tensors): Figures {
    return Object.assign({}, ...turn.map((step) => this.runStep(step, inputs)));
  }

  private runStep(step: Step, inputs: Tensors): Figures {
    const result = tidy(() => {
      const { state, figures } = step(this.state, inputs);
      return { state, figures } as {
        state: Record<string, Tensor>;
        figures: Record<string, Tensor>;
      };
    });
    const figures = readFigures(result.figures);
    dispose(result.figures);
    for (const [name, tensor] of Object.entries(result.state)) this.replace(name, tensor);
    return figures;
  }

  private replace(name: string, tensor: Tensor): void {
    const old = this.state[name];
    if (!old || old.shape.join() !== tensor.shape.join()) {
      throw new ShapeError(expected(`state ${name}`, `shape [${old?.shape}]`, tensor.shape));
    }
    if (old === tensor) return;
    this.state[name] = keep(tensor);
    old.dispose();
  }

  dispose(): void {
    dispose(this.state);
  }
}
