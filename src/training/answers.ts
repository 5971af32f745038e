import { concat, split, type Tensor } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { forward, type Pass } from "../nets/forward.js";
import type { Network } from "../nets/layer.js";
import { dropoutSeedOf, type Players } from "./players.js";
import { slopedPass } from "./regularisers.js";
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
  readonly real?: Tensor | undefined;
  readonly fake?: Tensor | undefined;
  readonly slope?: Tensor | undefined;
  readonly statistics: Tensors;
}

/** Whether no layer looks across the batch. */
const judgesOneByOne = ({ layers }: Network) => !layers.some(({ kind }) => kind === "batchNorm");

/**
 * D's answers to the pictures of a step. Reals and fakes pass together where each picture is judged
 * by itself, and separately where batch norm looks across the batch. A slope comes from the same
 * pass as the answers to the reals, unless those are shown changed (augmented, with noise): R1 is
 * taken at the pictures as they are.
 */
export function answers(
  { discriminator, iteration }: Players,
  state: Tensors,
  inputs: Tensors,
  { sides, fakes, withSlope = false }: Question,
): Answers {
  const dropoutSeed = dropoutSeedOf(inputs);
  const real = inputs.real as Tensor;
  const pass = (current: Tensors, pictures: Tensor) =>
    forward(discriminator, current, pictures, { training: true, dropoutSeed });
  const show = (pictures: Tensor, showing: "real" | "fake") =>
    shown(iteration, pictures, dropoutSeed, showing);
  const sloped = withSlope ? slopedPass(real, discriminator, state, dropoutSeed) : undefined;
  const { slope } = sloped ?? {};
  const [seen, faked] = [show(real, "real"), fakes && show(fakes, "fake")];
  if (sides === "both" && faked && !sloped && judgesOneByOne(discriminator)) {
    const { output, statistics } = pass(state, concat([seen, faked]));
    const [first, second] = split(output, 2);
    return { real: first, fake: second, statistics };
  }
  const ofReal: Pass | undefined =
    sides === "fake" ? undefined : sloped && seen === real ? sloped : pass(state, seen);
  const ofFake = faked && pass({ ...state, ...ofReal?.statistics }, faked);
  const statistics = { ...ofReal?.statistics, ...ofFake?.statistics };
  return { real: ofReal?.output, fake: ofFake?.output, slope, statistics };
}
