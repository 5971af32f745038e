import { concat, split, type Tensor, type Tensor2D } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import type { Network } from "../nets/layer.js";
import type { PassOptions } from "../nets/layerKind.js";
import { conditionOf, type Judgement, judgeOf } from "./judge.js";
import { dropoutSeedOf, type Players } from "./players.js";
import { type Critic, slopedPass } from "./regularisers.js";
import { shown } from "./shown.js";

/** Which pictures D is shown in one update. */
export type Sides = "both" | "real" | "fake";

/** What D is asked. */
export interface Question {
  readonly sides: Sides;
  /** Needed unless the sides are the reals alone. */
  readonly fakes?: Tensor | undefined;
  /** Whether the slope at the reals is wanted, for R1. */
  readonly withSlope?: boolean;
}

/** D's answers in training mode, and its moving statistics after them. */
export interface Answers {
  readonly real?: Judgement | undefined;
  readonly fake?: Judgement | undefined;
  readonly slope?: Tensor | undefined;
  readonly statistics: Tensors;
}

/** Whether no layer looks across the batch. */
const judgesOneByOne = ({ layers }: Network) => !layers.some(({ kind }) => kind === "batchNorm");

/** D's judgement of reals and fakes in one pass, taken apart again. */
function together(
  judge: (condition: Pick<PassOptions, "condition">) => Judgement,
  classes: readonly (Tensor | undefined)[],
) {
  const told = classes.filter((each): each is Tensor => each !== undefined);
  const { answer, classLogits, statistics } = judge(
    told.length > 0 ? { condition: concat(told) } : {},
  );
  const halves = split(answer, 2);
  const named = classLogits && split(classLogits, 2);
  const half = (at: 0 | 1): Judgement => ({
    answer: halves[at] as Tensor,
    ...(named ? { classLogits: named[at] as Tensor2D } : {}),
    statistics,
  });
  return { real: half(0), fake: half(1), statistics };
}

/**
 * D's answers to the pictures of a step. Reals and fakes pass together where each picture is judged
 * by itself, and separately where batch norm looks across the batch. A slope comes from the same
 * pass as the answers to the reals, unless those are shown changed (augmented, with noise): R1 is
 * taken at the pictures as they are.
 */
export function answers(
  players: Players,
  state: Tensors,
  inputs: Tensors,
  { sides, fakes, withSlope = false }: Question,
): Answers {
  const { discriminator, iteration } = players;
  const dropoutSeed = dropoutSeedOf(inputs);
  const judge = judgeOf(players);
  const real = inputs.real as Tensor;
  const told = {
    real: conditionOf(players, inputs, "real"),
    fake: fakes ? conditionOf(players, inputs, "fake") : {},
  };
  const pass = (current: Tensors, pictures: Tensor, condition: Pick<PassOptions, "condition">) =>
    judge(current, pictures, { training: true, dropoutSeed, ...condition });
  const show = (pictures: Tensor, showing: "real" | "fake") =>
    shown(iteration, pictures, dropoutSeed, showing);
  const critic: Critic = (pictures, options) =>
    judge(state, pictures, { ...options, ...told.real });
  const sloped = withSlope ? slopedPass(real, critic, dropoutSeed) : undefined;
  const { slope } = sloped ?? {};
  const [seen, faked] = [show(real, "real"), fakes && show(fakes, "fake")];
  if (sides === "both" && faked && !sloped && judgesOneByOne(discriminator)) {
    const pictures = concat([seen, faked]);
    const classes = [told.real.condition, told.fake.condition];
    return together((condition) => pass(state, pictures, condition), classes);
  }
  const ofReal: Judgement | undefined =
    sides === "fake" ? undefined : sloped && seen === real ? sloped : pass(state, seen, told.real);
  const ofFake = faked && pass({ ...state, ...ofReal?.statistics }, faked, told.fake);
  const statistics = { ...ofReal?.statistics, ...ofFake?.statistics };
  return { real: ofReal, fake: ofFake, slope, statistics };
}
