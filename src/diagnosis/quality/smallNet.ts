import * as tf from "@tensorflow/tfjs-core";
import { gradients } from "../../engine/gradients.js";
import { Random } from "../../engine/random.js";
import { bestMode, openRunner } from "../../engine/runner.js";
import type { Step, Tensors } from "../../engine/step.js";
import { valuesOf } from "../../engine/valuesOf.js";
import { forward } from "../../nets/forward.js";
import { initialise, trainableNames } from "../../nets/initialise.js";
import type { Network } from "../../nets/layer.js";
import type { Images } from "../../shape.js";
import { initialSlots, type Optimizer, update } from "../../training/optimizers.js";

const optimizer: Optimizer = { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const ownership = { owner: "optimizer", counter: "optimizer/count", learningRate: 1e-3 };
/** Pictures that are answered at once. */
const AT_ONCE = 256;

/** Pictures at these places as a network sees them, `[count, height, width, channels]` in -1..1. */
export function batchOf(images: Images, places: readonly number[]): tf.Tensor4D {
  const { height, width, channels } = images;
  const size = height * width * channels;
  const values = new Float32Array(places.length * size);
  for (const [at, place] of places.entries())
    for (let index = 0; index < size; index++)
      values[at * size + index] = (images.data[place * size + index] as number) / 127.5 - 1;
  return tf.tensor4d(values, [places.length, height, width, channels]);
}

/** How a small network learns. */
export interface Lesson {
  readonly steps: number;
  /** Of the first weights and of dropout. */
  readonly seed: number;
  readonly stream: string;
  /** Tensors of a step by name. */
  readonly inputs: (step: number) => Tensors;
  /** What is minimised, from the network's answers to pictures among the inputs. */
  readonly loss: (answer: (pictures: tf.Tensor) => tf.Tensor, inputs: Tensors) => tf.Scalar;
}

/** A network that has learned. */
export interface SmallNet {
  /** Its outputs for pictures, row by row. */
  answers(images: Images): Float32Array;
  dispose(): void;
}

function lessonStep(network: Network, { loss }: Lesson): Step {
  return (state, inputs) => {
    const names = trainableNames(network);
    const weights = Object.fromEntries(names.map((name) => [name, state[name] as tf.Tensor]));
    const options = { training: true, dropoutSeed: inputs.dropoutSeed as tf.Tensor1D };
    const { gradients: slopes, total } = gradients(weights, (current) => {
      const answer = (pictures: tf.Tensor) =>
        forward(network, { ...state, ...current }, pictures, options).output;
      return { total: loss(answer, inputs), aux: {} };
    });
    return { state: update(optimizer, ownership, state, slopes), figures: { loss: total } };
  };
}

/** Trains a small network on the spot, with Adam at 1e-3 from Glorot's weights. */
export function trainSmallNet(network: Network, lesson: Lesson): SmallNet {
  const { steps, seed, stream } = lesson;
  const first = tf.tidy(() => {
    const weights = initialise(network, "glorot", new Random(seed, stream));
    const slots = initialSlots(optimizer, ownership.owner, weights);
    return { ...weights, ...slots, [ownership.counter]: tf.scalar(0) } as Record<string, tf.Tensor>;
  });
  const runner = openRunner(bestMode(), first);
  const turn = [lessonStep(network, lesson)];
  for (let step = 0; step < steps; step++) {
    const inputs = { ...lesson.inputs(step), dropoutSeed: tf.tensor1d([seed, step], "int32") };
    runner.run(turn, inputs);
    tf.dispose(inputs);
  }
  const some = (images: Images, from: number) =>
    valuesOf(() => {
      const count = Math.min(AT_ONCE, images.count - from);
      const pictures = batchOf(
        images,
        Array.from({ length: count }, (_, at) => from + at),
      );
      return forward(network, runner.tensors, pictures, { training: false }).output;
    });
  return {
    answers(images) {
      const parts: number[] = [];
      for (let from = 0; from < images.count; from += AT_ONCE) parts.push(...some(images, from));
      return Float32Array.from(parts);
    },
    dispose: () => runner.dispose(),
  };
}
