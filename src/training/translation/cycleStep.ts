import * as tf from "@tensorflow/tfjs-core";
import { gradients } from "../../engine/gradients.js";
import type { Step, Tensors } from "../../engine/step.js";
import { forward } from "../../nets/forward.js";
import type { Network } from "../../nets/layer.js";
import { splitFigures, withFigures } from "../figures.js";
import { judge } from "../losses.js";
import { dropoutSeedOf, trainables } from "../players.js";
import { discriminatorScore, l1 } from "./judged.js";
import { replay } from "./replay.js";
import { moved, poolName, type Translators } from "./translators.js";

type Four = Required<Translators>;

/** A pass of some pictures through a network of the game. */
type Pass = (network: Network, pictures: tf.Tensor) => tf.Tensor;

const passIn =
  (state: Tensors, inputs: Tensors): Pass =>
  (network, pictures) =>
    forward(network, state, pictures, { training: true, dropoutSeed: dropoutSeedOf(inputs) })
      .output;

/** What both generators minimise: that fakes pass for real, that both ways lead back, that what is there stays. */
function generatorsScore(players: Four, pass: Pass, inputs: Tensors) {
  const { generator, discriminator, back, loss } = players;
  const { cycleWeight, identityWeight } = players.iteration.translation;
  const [from, to] = [inputs.from as tf.Tensor, inputs.to0 as tf.Tensor];
  const [made, madeBack] = [pass(generator, from), pass(back.backGenerator, to)];
  const there = judge(loss, pass(discriminator, made), 1);
  const homeward = judge(loss, pass(back.backDiscriminator, madeBack), 1);
  const cycle = l1(pass(back.backGenerator, made), from);
  const backCycle = l1(pass(generator, madeBack), to);
  const same =
    identityWeight > 0
      ? tf.add(l1(pass(generator, to), to), l1(pass(back.backGenerator, from), from))
      : tf.scalar(0);
  const generatorLoss = tf.add<tf.Scalar>(there, homeward);
  const kept = tf.add(tf.mul(tf.add(cycle, backCycle), cycleWeight), tf.mul(same, identityWeight));
  const figures = {
    generatorLoss,
    cycleLoss: cycle,
    backCycleLoss: backCycle,
    ...(identityWeight > 0 ? { identityLoss: same } : {}),
  };
  return {
    total: tf.add<tf.Scalar>(generatorLoss, kept),
    aux: withFigures({ made, madeBack }, figures),
  };
}

/** One side's fakes as its discriminator sees them, and what becomes of the pool. */
function shownOf(generator: Network, state: Tensors, fakes: tf.Tensor, inputs: Tensors) {
  const pool = state[poolName(generator)];
  if (!pool) return { shown: fakes, kept: {} };
  const { shown, pool: after } = replay(generator.name, pool, fakes, inputs);
  return { shown, kept: { [poolName(generator)]: after } };
}

/**
 * One step of CycleGAN (Zhu 2017, section 3.3): both generators on the same pass, then both
 * discriminators on the fakes of that pass or earlier ones; all gradients are taken where the step
 * began. Inputs: `from`, `to0` `[batch, height, width, channels]`, `generatorRate`,
 * `discriminatorRate`, lots of the pools. `discriminatorLoss` is the sum of both.
 */
export function cycleStep(players: Four): Step {
  const { generator, discriminator, back } = players;
  const makers = [generator, back.backGenerator];
  const judges = [discriminator, back.backDiscriminator];
  return (state, inputs) => {
    const weights = (networks: readonly Network[]): Tensors =>
      Object.assign({}, ...networks.map((network) => trainables(network, state)));
    const made = gradients(weights(makers), (current) =>
      generatorsScore(players, passIn({ ...state, ...current }, inputs), inputs),
    );
    const { figures, statistics } = splitFigures(made.aux);
    const forth = shownOf(generator, state, statistics.made as tf.Tensor, inputs);
    const home = shownOf(back.backGenerator, state, statistics.madeBack as tf.Tensor, inputs);
    const judged = gradients(weights(judges), (current) => {
      const pass = passIn({ ...state, ...current }, inputs);
      const score = (network: Network, real: tf.Tensor, fake: tf.Tensor) =>
        discriminatorScore(players, { real: pass(network, real), fake: pass(network, fake) });
      const there = score(discriminator, inputs.to0 as tf.Tensor, forth.shown);
      const homeward = score(back.backDiscriminator, inputs.from as tf.Tensor, home.shown);
      const total = tf.add<tf.Scalar>(there.loss, homeward.loss);
      const logged = { discriminatorLoss: total, dReal: there.real, dFake: there.fake };
      const answers = { backDReal: homeward.real, backDFake: homeward.fake };
      return { total, aux: withFigures({}, { ...logged, ...answers }) };
    });
    const rates = [inputs.generatorRate, inputs.discriminatorRate] as [tf.Scalar, tf.Scalar];
    return {
      state: {
        ...moved(players, makers, state, made.gradients, rates[0]),
        ...moved(players, judges, state, judged.gradients, rates[1]),
        ...forth.kept,
        ...home.kept,
      },
      figures: { ...figures, ...splitFigures(judged.aux).figures },
    };
  };
}
