import { dispose, keep, type Tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import type { Precision } from "../engine/precision.js";
import { Random, type RandomState } from "../engine/random.js";
import { bestMode, openRunner, type RunnerMode } from "../engine/runner.js";
import type { Figures, Step, StepRunner, Tensors } from "../engine/step.js";
import type { Iteration } from "../iterations/iteration.js";
import { type Images, sizeOf } from "../shape.js";
import { withAverages } from "./averages.js";
import type { Game } from "./game.js";
import { withoutMarks } from "./gatedStep.js";
import { initialState } from "./initialState.js";
import { type LatentSpace, latentTensor, spaceOf, stepLatents, toldTensor } from "./latents.js";
import { type Players, playersOf } from "./players.js";
import { isProbed, probeStep } from "./probeStep.js";
import { rangeOf, sample } from "./sample.js";
import { scaleReals } from "./scaleReals.js";
import { type GanTurns, turnsOf } from "./turns.js";

/** What a saved game needs besides its tensors. */
export interface GanPlainState {
  readonly random: { readonly latents: RandomState; readonly dropout: RandomState };
  /** The balance rule decides by the losses of the step at hand alone. */
  readonly gate: null;
  /** No augmentation yet. */
  readonly augmentation: null;
}

/**
 * A game of two networks as its iteration describes it. Orders of updates within a step
 * (`training.stepOrder`): `mohr` evaluates, asks the gate, trains D on reals and fakes together,
 * then G; `keras` trains D on reals, then on fakes made in inference mode, then G; `torch` trains
 * D on reals and fakes passed separately, then G through the updated D. One draw of latents a step.
 */
export class Gan implements Game {
  readonly players: Players;
  private readonly turns: GanTurns;
  private readonly probe: Step;
  private readonly runner: StepRunner;
  private readonly staging: Float32Array;
  private latents: Random;
  private dropout: Random;
  private lastLatents: Float32Array = new Float32Array(0);

  constructor(
    readonly iteration: Iteration,
    readonly seed: number,
    mode: RunnerMode = bestMode(),
    precision: Precision = "float32",
  ) {
    const { batchSize } = iteration.training;
    const { imageSize, channels } = iteration.data;
    this.players = playersOf(iteration);
    this.turns = turnsOf(this.players);
    this.probe = probeStep(this.players);
    this.runner = openRunner(
      mode,
      tidy(() => initialState(this.players, seed) as Record<string, Tensor>),
      precision,
    );
    this.staging = new Float32Array(batchSize * imageSize * imageSize * channels);
    this.latents = new Random(seed, "latents");
    this.dropout = new Random(seed, "dropout");
  }

  get tensors(): Tensors {
    return this.runner.tensors;
  }

  forget(): void {
    this.runner.forget();
  }

  /** Gives every array of the game a new value; the tensors given stay the caller's. */
  setTensors(values: Tensors): void {
    this.runner.set(values);
  }

  get latentShape(): readonly number[] {
    return this.players.generator.input;
  }

  /** The range of the generator's output. */
  get range(): "unit01" | "sym11" {
    return rangeOf(this.players.generator);
  }

  /** What the generator draws from. */
  get latentSpace(): LatentSpace {
    return spaceOf(this.players.generator);
  }

  /**
   * One step of the game.
   * @param step counts from 0. @param told shares of classes of every picture, where the game knows of some.
   * @returns losses, mean probabilities and who learned.
   */
  play(images: Images, step: number, told = new Float32Array(0)): Figures {
    const { latentNoise } = this.iteration.generator;
    const { latentSpace: space, latents: random } = this;
    const { classes } = space;
    const condition = classes > 0 ? { condition: toldTensor(told, images.count, classes) } : {};
    this.lastLatents = stepLatents(latentNoise, images.count, space, random, told);
    const inputs = {
      ...condition,
      real: scaleReals(images, this.iteration.data.scaling, this.staging),
      latents: latentTensor(this.lastLatents, this.latentShape),
      dropoutSeed: tensor1d([this.dropout.word() | 0, step], "int32"),
    };
    for (const tensor of Object.values(inputs)) keep(tensor);
    this.runner.prepare([...Object.values(this.turns), [this.probe]], inputs);
    const signals = isProbed(step + 1) ? this.runner.run([this.probe], inputs) : {}; // before anybody learns
    const figures = { ...this.playInOrder(inputs, step), ...signals };
    dispose(inputs);
    return figures;
  }

  /** Runs the turn that is due; of D's two losses in Keras' order it gives half the sum, as Keras did. */
  private playInOrder(inputs: Tensors, step: number): Figures {
    const { r1Interval, generatorInterval } = this.iteration.training;
    const { plain, withR1, alone = plain, aloneWithR1 = withR1 } = this.turns;
    const learns = (step + 1) % generatorInterval === 0;
    const [usual, penalised] = learns ? [plain, withR1] : [alone, aloneWithR1];
    const turn = step % r1Interval === 0 ? penalised : usual;
    const { realLoss, fakeLoss, ...figures } = withoutMarks(this.runner.run(turn, inputs));
    if (realLoss === undefined || fakeLoss === undefined) return figures;
    return { discriminatorLoss: (realLoss + fakeLoss) / 2, ...figures };
  }

  /** The latents of the last step played, at most `count` of them. */
  stepLatents(count: number): Float32Array {
    return this.lastLatents.slice(0, count * sizeOf(this.latentShape));
  }

  /**
   * Pictures of some latents; in inference mode by the averaged generator where there is one.
   * @returns `[count, height, width, channels]` in the generator's output range.
   */
  sample(latents: Float32Array, mode: "inference" | "training" = "inference"): Float32Array {
    const { tensors, seed } = this;
    const { generator } = this.players;
    const arrays = mode === "training" ? tensors : withAverages(tensors, generator);
    return sample(generator, arrays, latents, { mode, seed });
  }

  plainState(): GanPlainState {
    const random = { latents: this.latents.state(), dropout: this.dropout.state() };
    return { random, gate: null, augmentation: null };
  }

  restore(tensors: Tensors, plain: unknown): void {
    const { random } = plain as GanPlainState;
    this.setTensors(tensors);
    this.latents = Random.restore(random.latents);
    this.dropout = Random.restore(random.dropout);
  }

  dispose(): void {
    this.runner.dispose();
  }
}
