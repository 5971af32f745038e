import * as tf from "@tensorflow/tfjs-core";
import { gradients } from "../engine/gradients.js";
import type { Step, Tensors } from "../engine/step.js";
import { describe, outputOf } from "../nets/describe.js";
import { forward } from "../nets/forward.js";
import { classesIn, kindOf, type Network } from "../nets/layer.js";
import { conditionOf, judgeOf } from "./judge.js";
import { generatorLoss } from "./losses.js";
import { dropoutSeedOf, type Players } from "./players.js";
import {
  checkerOf,
  coarseOf,
  headLag1,
  lag1Of,
  rankOf,
  rmsApart,
  shareAtEnds,
  spreadOf,
} from "./probeTensors.js";
import { rangeOf } from "./sample.js";
import { shown } from "./shown.js";

/** Whether signals are taken after `done` steps: early ones, then every fiftieth, to cost little. */
export const isProbed = (done: number) => [1, 10, 25].includes(done) || done % 50 === 0;

/** Outputs this near to an end of the range, of 1, count as being there. */
const END_MARGIN = 0.02;
/** Blocks a side that count as low frequencies. */
const COARSE_BLOCKS = 8;

const ends = { unit01: [0, 1], sym11: [-1, 1] } as const;

/** Whether a network has dropout layers, live or not. */
const dropsOut = ({ layers }: Network) => layers.some(({ kind }) => kind === "dropout");

/** D before its last function, so that a probability of exactly 1 hides nothing. */
function beforeSigmoid(network: Network): Network {
  const { layers } = network;
  return layers.at(-1)?.kind === "sigmoid" ? { ...network, layers: layers.slice(0, -1) } : network;
}

/** Names of the first and last layers with a kernel, and of the first norm. */
function namesOf(network: Network) {
  const stages = describe(network).map(({ layer }, index) => ({
    layer,
    prefix: `${network.name}/${String(index).padStart(2, "0")}-${layer.kind}`,
  }));
  const weighted = stages.filter(({ layer }) => kindOf(layer).folding.role === "linear");
  const last = weighted.at(-1);
  return {
    first: `${weighted[0]?.prefix}/kernel`,
    head: last?.layer.kind === "dense" ? `${last.prefix}/kernel` : undefined,
    norm: stages.find(({ layer }) => layer.kind === "batchNorm")?.prefix,
  };
}

/** Norm of the gradient of G's loss, without regularisers, in G's first kernel. */
function firstGradient(players: Players, name: string, state: Tensors, inputs: Tensors): tf.Tensor {
  const { generator, loss } = players;
  const judge = judgeOf(players);
  const options = { training: true, dropoutSeed: dropoutSeedOf(inputs) };
  const { gradients: slopes } = gradients({ [name]: state[name] as tf.Tensor }, (weights) => {
    const made = forward(
      generator,
      { ...state, ...weights },
      inputs.latents as tf.Tensor,
      options,
    ).output;
    const { answer } = judge(state, made, { ...options, ...conditionOf(players, inputs, "fake") });
    return { total: generatorLoss(loss, answer), aux: {} };
  });
  return tf.norm(slopes[name] as tf.Tensor);
}

/** What the pictures of one side look like, in figures that do not depend on their range. */
function looksOf(side: string, images: tf.Tensor4D): Tensors {
  const [count, height] = images.shape;
  return {
    [`${side}Lag1`]: lag1Of(images),
    [`${side}Checker`]: checkerOf(images),
    [`${side}Coarse`]: coarseOf(images, Math.max(1, Math.floor(height / COARSE_BLOCKS))),
    ...(count > 2 ? { [`${side}Rank`]: rankOf(images) } : {}),
  };
}

/** Other latents of the same distribution and classes: the numbers before the classes, backwards. */
function reversed(latents: tf.Tensor, classes: number): tf.Tensor {
  if (classes === 0) return tf.reverse(latents, -1);
  const size = (latents.shape.at(-1) ?? 0) - classes;
  const [own, condition] = tf.split(latents, [size, classes], -1) as [tf.Tensor, tf.Tensor];
  return tf.concat([tf.reverse(own, -1), condition], -1);
}

/** How far a pattern shifts with its latent, if the latent is a picture: 1 moves along exactly. */
function shiftFollows(generator: Network, state: Tensors, latents: tf.Tensor, made: tf.Tensor) {
  const [height = 1, width = 1] = generator.input;
  const by = Math.floor(width / 8);
  if (height < 16 || by < 1) return undefined;
  const [batch, , , channels] = latents.shape as [number, number, number, number];
  const image = latents as tf.Tensor4D;
  const moved = tf.concat(
    [
      tf.slice4d(image, [0, 0, by, 0], [batch, height, width - by, channels]),
      tf.slice4d(image, [0, 0, 0, 0], [batch, height, by, channels]),
    ],
    2,
  );
  const after = forward(generator, state, moved, { training: false }).output as tf.Tensor4D;
  const edge = Math.floor(width / 4);
  const size = [batch, height, width - by - 2 * edge, after.shape[3]] as const;
  const from = tf.slice4d(made as tf.Tensor4D, [0, 0, edge + by, 0], [...size]);
  const to = tf.slice4d(after, [0, 0, edge, 0], [...size]);
  const deviation = tf.sub(from, tf.mean(from));
  const left = tf.div(
    tf.mean(tf.square(tf.sub(from, to))),
    tf.add(tf.mean(tf.square(deviation)), 1e-12),
  );
  return tf.sub(1, left);
}

/**
 * The signals by which causes of failure are told (A to L), from a step's own batch before anybody
 * learns from it, so that D's answers here are those it gives in the step; nothing is updated. Inputs as in `evaluateStep`. A second draw of latents is the first one reversed: the
 * same distribution without another random number, also with one latent a batch.
 * Spreads and distances are in the units of G's output, the range's width being 1 or 2.
 */
export function probeStep(players: Players): Step {
  const { generator, discriminator, iteration } = players;
  const judge = judgeOf({ ...players, discriminator: beforeSigmoid(discriminator) });
  const names = namesOf(generator);
  const range = rangeOf(generator);
  const pictureShape = outputOf(generator);
  return (state, inputs) => {
    const dropoutSeed = dropoutSeedOf(inputs);
    const training = { training: true, dropoutSeed };
    const again = {
      training: true,
      dropoutSeed: tf.add(dropoutSeed, tf.tensor1d([1, 0], "int32")) as tf.Tensor1D,
    };
    const latents = inputs.latents as tf.Tensor;
    const others = reversed(latents, classesIn(generator));
    const real = inputs.real as tf.Tensor4D;
    const draw = (z: tf.Tensor, how: { training: boolean; dropoutSeed?: tf.Tensor1D }) =>
      forward(generator, state, z, how).output as tf.Tensor4D;
    const answer = (x: tf.Tensor, showing: "real" | "fake", how = training) =>
      judge(state, x, { ...how, ...conditionOf(players, inputs, showing) }).answer;
    const trained = draw(latents, training);
    const sampled = draw(latents, { training: false });
    const alone = real.shape[0] < 3;
    const slope =
      range === "sym11"
        ? tf.sub(1, tf.square(trained))
        : tf.mul(4, tf.mul(trained, tf.sub(1, trained)));
    const realAnswer = answer(real, "real");
    const [trainedAnswer, sampledAnswer] = [trained, sampled].map((fakes) =>
      answer(shown(iteration, fakes, dropoutSeed, "fake"), "fake"),
    ) as [tf.Tensor, tf.Tensor];
    const shift = shiftFollows(generator, state, latents, sampled);
    return {
      state: {},
      figures: {
        inputMin: tf.min(real),
        inputMax: tf.max(real),
        outputMin: tf.min(trained),
        outputMax: tf.max(trained),
        outputEnds: shareAtEnds(trained, ends[range], END_MARGIN),
        sampleEnds: shareAtEnds(sampled, ends[range], END_MARGIN),
        outputSlope: tf.mean(slope),
        trainingSpread: spreadOf(tf.concat([trained, draw(others, training)])),
        sampleSpread: spreadOf(
          alone ? tf.concat([sampled, draw(others, { training: false })]) : sampled,
        ),
        realSpread: spreadOf(real),
        modesApart: rmsApart(trained, sampled),
        logitReal: tf.mean(realAnswer),
        logitTrained: tf.mean(trainedAnswer),
        logitSampled: tf.mean(sampledAnswer),
        dTrained: tf.mean(tf.sigmoid(trainedAnswer)),
        dSampled: tf.mean(tf.sigmoid(sampledAnswer)),
        firstGradient: firstGradient(players, names.first, state, inputs),
        ...looksOf("sample", sampled),
        ...looksOf("real", real),
        ...(names.norm
          ? { movingVariance: tf.mean(state[`${names.norm}/movingVariance`] as tf.Tensor) }
          : {}),
        ...(names.head ? { headLag1: headLag1(state[names.head] as tf.Tensor, pictureShape) } : {}),
        ...(dropsOut(discriminator)
          ? { dropoutApartD: rmsApart(realAnswer, answer(real, "real", again)) }
          : {}),
        ...(dropsOut(generator) ? { dropoutApartG: rmsApart(trained, draw(latents, again)) } : {}),
        ...(shift ? { shiftFollows: shift } : {}),
      },
    };
  };
}
