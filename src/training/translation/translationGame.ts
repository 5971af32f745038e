import { dispose, keep, scalar, type Tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import type { PicturePairs } from "../../data/pairedBatches.js";
import type { Precision } from "../../engine/precision.js";
import { Random, type RandomState } from "../../engine/random.js";
import { bestMode, openRunner, type RunnerMode } from "../../engine/runner.js";
import type { Figures, Step, StepRunner, Tensors } from "../../engine/step.js";
import type { Iteration } from "../../iterations/iteration.js";
import type { Network } from "../../nets/layer.js";
import type { Images } from "../../shape.js";
import type { Game } from "../game.js";
import { isProbed } from "../probeStep.js";
import { scaleReals } from "../scaleReals.js";
import { cycleStep } from "./cycleStep.js";
import { pairsStep } from "./pairsStep.js";
import { drawReplay } from "./replay.js";
import { translationProbe } from "./translationProbe.js";
import { firstState, type Translators, translatorsOf } from "./translators.js";

/** What a saved game needs besides its tensors. */
export interface TranslationPlainState {
  readonly random: { readonly replay: RandomState; readonly dropout: RandomState };
}

/** What a game is begun with. */
export interface TranslationOptions {
  readonly seed: number;
  /** Steps of the whole run, by which the learning rates fall. */
  readonly steps: number;
  readonly mode?: RunnerMode;
  readonly precision?: Precision;
}

/** Share of the learning rate at a step: 1, then linearly to 0 at the end. */
export function rateShare(step: number, steps: number, decayFrom: number): number {
  const from = Math.floor(decayFrom * steps);
  return step < from ? 1 : Math.max(0, (steps - step) / Math.max(1, steps - from));
}

/** The steps of a game: the plain one, and the one that is played now and then. */
function stepsOf(players: Translators): { readonly plain: Step; readonly unrolled: Step } {
  const { back, iteration } = players;
  if (back) {
    const plain = cycleStep({ ...players, back });
    return { plain, unrolled: plain };
  }
  const plain = pairsStep(players, 1);
  const { unroll } = iteration.translation;
  return { plain, unrolled: unroll > 1 ? pairsStep(players, unroll) : plain };
}

/** A game of two or four networks that turn pictures into pictures: CycleGAN, pix2pix. */
export class TranslationGame implements Game<PicturePairs> {
  readonly players: Translators;
  readonly seed: number;
  private readonly steps: ReturnType<typeof stepsOf>;
  private readonly probe: Step;
  private readonly runner: StepRunner;
  private readonly plannedSteps: number;
  private replay: Random;
  private dropout: Random;

  constructor(
    readonly iteration: Iteration,
    { seed, steps, mode = bestMode(), precision = "float32" }: TranslationOptions,
  ) {
    this.players = translatorsOf(iteration);
    this.seed = seed;
    this.plannedSteps = steps;
    this.steps = stepsOf(this.players);
    this.probe = translationProbe(this.players);
    const first = tidy(() => firstState(this.players, seed) as Record<string, Tensor>);
    this.runner = openRunner(mode, first, precision);
    this.replay = new Random(seed, "replay");
    this.dropout = new Random(seed, "dropout");
  }

  get tensors(): Tensors {
    return this.runner.tensors;
  }

  forget(): void {
    this.runner.forget();
  }

  setTensors(values: Tensors): void {
    this.runner.set(values);
  }

  /** One step on pairs. @param step counts from 0. @returns losses, mean answers, signals now and then. */
  play(pairs: PicturePairs, step: number): Figures {
    const inputs = this.inputsOf(pairs, step);
    for (const tensor of Object.values(inputs)) keep(tensor);
    const { plain, unrolled } = this.steps;
    const due = step % this.iteration.translation.unrollEvery === 0 ? unrolled : plain;
    this.runner.prepare([[plain], [unrolled], [this.probe]], inputs);
    const played = this.runner.run([due], inputs);
    const signals = isProbed(step + 1) ? this.runner.run([this.probe], inputs) : {};
    dispose(inputs);
    return { ...played, ...signals };
  }

  private inputsOf({ from, to }: PicturePairs, step: number): Tensors {
    const { iteration } = this;
    const { decayFrom } = iteration.translation;
    const share = rateShare(step, this.plannedSteps, decayFrom);
    const scaled = (images: Images) =>
      scaleReals(images, iteration.data.scaling, new Float32Array(images.data.length));
    const partners = to.map((images, at) => [`to${at}`, scaled(images)]);
    return {
      from: scaled(from),
      ...Object.fromEntries(partners),
      ...this.replayLots(from.count, step),
      generatorRate: scalar(share * iteration.generator.learningRate),
      discriminatorRate: scalar(share * iteration.discriminator.learningRate),
      dropoutSeed: tensor1d([this.dropout.word() | 0, step], "int32"),
    };
  }

  private replayLots(batch: number, step: number): Tensors {
    const { generator, back } = this.players;
    const { replay } = this.iteration.translation;
    if (replay === 0 || !back) return {};
    const draw = ({ name }: Network) => drawReplay(name, replay, batch, step * batch, this.replay);
    return { ...draw(generator), ...draw(back.backGenerator) };
  }

  plainState(): TranslationPlainState {
    return { random: { replay: this.replay.state(), dropout: this.dropout.state() } };
  }

  restore(tensors: Tensors, plain: unknown): void {
    const { random } = plain as TranslationPlainState;
    this.setTensors(tensors);
    this.replay = Random.restore(random.replay);
    this.dropout = Random.restore(random.dropout);
  }

  dispose(): void {
    this.runner.dispose();
  }
}
