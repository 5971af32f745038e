import * as tf from "@tensorflow/tfjs-core";
import { gradients } from "../../engine/gradients.js";
import type { Step, Tensors } from "../../engine/step.js";
import { forward } from "../../nets/forward.js";
import type { Network } from "../../nets/layer.js";
import { splitFigures, withFigures } from "../figures.js";
import { judge } from "../losses.js";
import { dropoutSeedOf, trainables } from "../players.js";
import { discriminatorScore, l1 } from "./judged.js";
import { moved, type Translators } from "./translators.js";

/** Picture and partner as D sees them, one behind the other's channels; the first as large as the second. */
function together(from: tf.Tensor, to: tf.Tensor): tf.Tensor {
  const [, height = 0, width = 0] = to.shape;
  const same = from.shape[1] === height;
  const first = same ? from : tf.image.resizeNearestNeighbor(from as tf.Tensor4D, [height, width]);
  return tf.concat([first, to], 3);
}

/** One application: G towards the partner and past D, D on the same pair of real and made. */
function playOnce(
  players: Translators,
  state: Tensors,
  inputs: Tensors,
  from: tf.Tensor,
  to: tf.Tensor,
) {
  const { generator, discriminator, loss, iteration } = players;
  const { l1Weight } = iteration.translation;
  const options = { training: true, dropoutSeed: dropoutSeedOf(inputs) };
  const pass = (network: Network, current: Tensors, pictures: tf.Tensor) =>
    forward(network, { ...state, ...current }, pictures, options).output;
  const learned = gradients(trainables(generator, state), (current) => {
    const made = pass(generator, current, from);
    const generatorLoss = judge(loss, pass(discriminator, {}, together(from, made)), 1);
    const apart = l1(made, to);
    const total = tf.add<tf.Scalar>(generatorLoss, tf.mul(apart, l1Weight));
    return { total, aux: withFigures({ made }, { generatorLoss, l1Loss: apart }) };
  });
  const { figures, statistics } = splitFigures(learned.aux);
  const made = statistics.made as tf.Tensor;
  const judged = gradients(trainables(discriminator, state), (current) => {
    const real = pass(discriminator, current, together(from, to));
    const fake = pass(discriminator, current, together(from, made));
    const score = discriminatorScore(players, { real, fake });
    const logged = { discriminatorLoss: score.loss, dReal: score.real, dFake: score.fake };
    return { total: score.loss, aux: withFigures({}, logged) };
  });
  const rates = [inputs.generatorRate, inputs.discriminatorRate] as [tf.Scalar, tf.Scalar];
  const after = {
    ...moved(players, [generator], state, learned.gradients, rates[0]),
    ...moved(players, [discriminator], state, judged.gradients, rates[1]),
  };
  return { made, state: after, figures: { ...figures, ...splitFigures(judged.aux).figures } };
}

/**
 * One step of pix2pix (Isola 2017, eq. 4 and section 3.3). With `times` above 1 the generator goes
 * on from its own output, without a gradient through it, towards the next partner, so that it
 * learns to stay on the way it has drifted from (as next_frame_prediction_pix2pix does); figures
 * are those of the first application, `driftLoss` is the last one's distance.
 * Inputs: `from`, `to0`, `to1` ..; rates as for `cycleStep`.
 */
export function pairsStep(players: Translators, times: number): Step {
  return (state, inputs) => {
    const first = playOnce(
      players,
      state,
      inputs,
      inputs.from as tf.Tensor,
      inputs.to0 as tf.Tensor,
    );
    let last = first;
    let changed: Tensors = first.state;
    for (let time = 1; time < times; time++) {
      const partner = inputs[`to${time}`] as tf.Tensor;
      last = playOnce(players, { ...state, ...changed }, inputs, last.made, partner);
      changed = { ...changed, ...last.state };
    }
    const drift: Tensors = last === first ? {} : { driftLoss: last.figures.l1Loss as tf.Tensor };
    return { state: changed, figures: { ...first.figures, ...drift } };
  };
}
