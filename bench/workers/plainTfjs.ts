import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { Random } from "../../src/engine/random.js";
import type { Iteration } from "../../src/iterations/iteration.js";
import { trainableNames } from "../../src/nets/initialise.js";
import { readSafetensors } from "../../src/runs/readSafetensors.js";
import { gate } from "../../src/training/gate.js";
import { drawLatents, latentTensor, spaceOf } from "../../src/training/latents.js";
import { discriminatorLoss, generatorLoss, judge } from "../../src/training/losses.js";
import { playersOf } from "../../src/training/players.js";
import { scaleReals } from "../../src/training/scaleReals.js";
import { SEED } from "../inputs.js";
import { plainForward } from "./plainForward.js";
import { type Player, plainOptimizers } from "./plainOptimizers.js";
import { type BenchGame, type Start, serve } from "./serve.js";

const { version } = openEngine();

/** Half the sum of squares of all weights, as TensorFlow 1's l2_regularizer. */
const l2 = (rate: number, weights: readonly tf.Tensor[]) =>
  tf.mul<tf.Scalar>(rate / 2, tf.addN(weights.map((weight) => tf.sum(tf.square(weight)))));

/** The networks of an iteration with tfjs variables, and how one of them learns. */
async function makePlayers({ iteration, file }: Start) {
  const players = playersOf(iteration);
  const networks = readSafetensors(file, (name) => !/^(images|latents)/.test(name));
  const variables = Object.fromEntries(
    Object.entries(networks).map(([name, tensor]) => [name, tf.variable(tensor, true, name)]),
  );
  tf.dispose({ ...networks });
  const own = (player: Player) =>
    trainableNames(players[player]).map((name) => variables[name] as tf.Variable);
  const weights = { discriminator: own("discriminator"), generator: own("generator") };
  const apply = await plainOptimizers(iteration, weights);
  const learn = (player: Player, loss: () => tf.Scalar) => {
    const { l2: rate } = iteration.training;
    const total = () => (rate > 0 ? tf.add<tf.Scalar>(loss(), l2(rate, weights[player])) : loss());
    apply(player, tf.variableGrads(total, weights[player]).grads);
  };
  return { ...players, variables, learn };
}

/** The three orders of updates, op by op, each figure kept for the end of the step. */
function orders(
  iteration: Iteration,
  { generator, discriminator, loss, variables, learn }: Awaited<ReturnType<typeof makePlayers>>,
) {
  const make = (z: tf.Tensor, training = true) => plainForward(generator, variables, z, training);
  const answer = (x: tf.Tensor) => plainForward(discriminator, variables, x, true);
  const { r1Gamma, r1Interval, gate: rule } = iteration.training;
  const penalty = (x: tf.Tensor) => {
    const slope = tf.grad((real: tf.Tensor) => tf.sum(answer(real)))(x);
    return tf.mul((r1Interval * r1Gamma) / 2 / (x.shape[0] ?? 1), tf.sum(tf.square(slope)));
  };
  const moveGenerator = (z: tf.Tensor): tf.Scalar => {
    const kept: tf.Scalar[] = [];
    learn("generator", () => {
      const score = generatorLoss(loss, answer(make(z)));
      kept.push(tf.keep(score.clone()));
      return score;
    });
    return kept[0] as tf.Scalar;
  };
  const moveDiscriminator = (score: () => tf.Scalar, extra?: () => tf.Tensor): tf.Scalar => {
    const kept: tf.Scalar[] = [];
    learn("discriminator", () => {
      const value = score();
      kept.push(tf.keep(value.clone()));
      return extra ? tf.add<tf.Scalar>(value, extra()) : value;
    });
    return kept[0] as tf.Scalar;
  };
  const both = (x: tf.Tensor, fakes: tf.Tensor) =>
    discriminatorLoss(loss, answer(x), answer(fakes)).total;
  return {
    torch(x: tf.Tensor, z: tf.Tensor, step: number) {
      const fakes = make(z);
      const penalised = r1Gamma > 0 && step % r1Interval === 0;
      const d = moveDiscriminator(() => both(x, fakes), penalised ? () => penalty(x) : undefined);
      return [d, moveGenerator(z)];
    },
    keras(x: tf.Tensor, z: tf.Tensor) {
      const fakes = make(z, false);
      const real = moveDiscriminator(() => judge(loss, answer(x), 1));
      const fake = moveDiscriminator(() => judge(loss, answer(fakes), 0));
      return [tf.div(tf.add(real, fake), 2), moveGenerator(z)];
    },
    mohr(x: tf.Tensor, z: tf.Tensor) {
      const fakes = make(z);
      const [d, g] = [both(x, fakes), generatorLoss(loss, answer(fakes))];
      const open =
        rule === "none" ? undefined : gate(rule, { discriminatorLoss: d, generatorLoss: g });
      const isOpen = (answer?: tf.Tensor) => !answer || answer.dataSync()[0] === 1;
      if (isOpen(open?.trainDiscriminator)) moveDiscriminator(() => both(x, fakes)).dispose();
      if (isOpen(open?.trainGenerator)) moveGenerator(z).dispose();
      return [d, g];
    },
  };
}

/** The game as a tfjs user writes it: `tf.variableGrads` and `tf.train`, op by op. */
async function open(start: Start): Promise<BenchGame> {
  const { iteration } = start;
  const players = await makePlayers(start);
  const play = orders(iteration, players)[iteration.training.stepOrder];
  const { data, training } = iteration;
  const staging = new Float32Array(training.batchSize * data.imageSize ** 2 * data.channels);
  const random = new Random(SEED, "latents");
  const { input } = players.generator;
  const { latentNoise } = iteration.generator;
  return {
    step({ from: images }, step) {
      const latents = drawLatents(latentNoise, images.count, spaceOf(players.generator), random);
      const losses = tf.tidy(() =>
        play(scaleReals(images, data.scaling, staging), latentTensor(latents, input), step),
      );
      const [d, g] = losses.map((loss) => loss.dataSync()[0] as number);
      tf.dispose(losses);
      return [d as number, g as number];
    },
  };
}

serve({ tfjs: tf.version_core, tensorflow: version }, open);
