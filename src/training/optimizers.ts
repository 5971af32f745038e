import * as tf from "@tensorflow/tfjs-core";
import { updateInPlace } from "../engine/inPlace.js";
import type { Tensors } from "../engine/step.js";

/** An update rule with its constants; the learning rate is given at each update. */
export type Optimizer =
  | { readonly kind: "rmsProp"; readonly decay: number; readonly epsilon: number }
  | {
      readonly kind: "adam";
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

/** A learning rate: the same for the whole run, or fed to each step. */
type Rate = number | tf.Scalar;

/** What an update changes: weights and slots, by name. */
type Update = Record<string, tf.Tensor>;

/**
 * The first slots of some weights. RMSProp's mean squares start at 1, as in TensorFlow 1 (at 0 the
 * first steps would be about 3.2 times as long); Adam's moments and step count start at 0.
 * @param owner prefix of the slots' names and of the step counter, for example `optimizer/generator`.
 */
export function initialSlots(optimizer: Optimizer, owner: string, weights: Tensors): Tensors {
  const slots = Object.entries(weights).flatMap(([name, weight]): [string, tf.Tensor][] =>
    optimizer.kind === "rmsProp"
      ? [[`${owner}/meanSquare/${name}`, tf.onesLike(weight)]]
      : [
          [`${owner}/moment1/${name}`, tf.zerosLike(weight)],
          [`${owner}/moment2/${name}`, tf.zerosLike(weight)],
        ],
  );
  return Object.fromEntries(slots);
}

/** Moving average: `rate * old + (1 - rate) * now`. */
const average = (rate: number, old: tf.Tensor, now: tf.Tensor) =>
  tf.add(tf.mul(old, rate), tf.mul(now, 1 - rate));

/**
 * RMSProp as TensorFlow 1 has it (Tieleman and Hinton 2012): s = d s + (1 - d) g^2,
 * w -= r g / sqrt(s + epsilon), the epsilon under the root.
 */
function rmsProp(decay: number, epsilon: number, rate: Rate, owner: string) {
  return (name: string, weight: tf.Tensor, gradient: tf.Tensor, slots: Tensors): Update => {
    const slot = `${owner}/meanSquare/${name}`;
    const inPlace = updateInPlace({
      op: "ResourceApplyRMSProp",
      variables: [weight, slots[slot] as tf.Tensor],
      scratch: true, // for a momentum, which stays 0
      numbers: [rate, decay, 0, epsilon],
      gradient,
    });
    if (inPlace) return { [name]: inPlace[0] as tf.Tensor, [slot]: inPlace[1] as tf.Tensor };
    const meanSquare = average(decay, slots[slot] as tf.Tensor, tf.square(gradient));
    const change = tf.mul(rate, tf.mul(gradient, tf.rsqrt(tf.add(meanSquare, epsilon))));
    return { [name]: tf.sub(weight, change), [slot]: meanSquare };
  };
}

/**
 * Adam as TensorFlow, Keras and Torch have it (Kingma and Ba 2015, the form at the end of section 2):
 * w -= r sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + epsilon).
 * @param count scalar t, this update included.
 */
function adam(
  options: Extract<Optimizer, { kind: "adam" }>,
  rate: Rate,
  owner: string,
  count: tf.Tensor,
) {
  const { beta1, beta2, epsilon } = options;
  const powers = [tf.pow(beta1, count), tf.pow(beta2, count)] as const;
  const correction = tf.div(tf.sqrt(tf.sub(1, powers[1])), tf.sub(1, powers[0]));
  const scaled = tf.mul(rate, correction);
  return (name: string, weight: tf.Tensor, gradient: tf.Tensor, slots: Tensors): Update => {
    const first = `${owner}/moment1/${name}`;
    const second = `${owner}/moment2/${name}`;
    const inPlace = updateInPlace({
      op: "ResourceApplyAdam",
      variables: [weight, slots[first] as tf.Tensor, slots[second] as tf.Tensor],
      scratch: false,
      numbers: [...powers, rate, beta1, beta2, epsilon],
      gradient,
    });
    if (inPlace) {
      const [moved, moment1, moment2] = inPlace as [tf.Tensor, tf.Tensor, tf.Tensor];
      return { [name]: moved, [first]: moment1, [second]: moment2 };
    }
    const moment1 = average(beta1, slots[first] as tf.Tensor, gradient);
    const moment2 = average(beta2, slots[second] as tf.Tensor, tf.square(gradient));
    const change = tf.mul(scaled, tf.div(moment1, tf.add(tf.sqrt(moment2), epsilon)));
    return { [name]: tf.sub(weight, change), [first]: moment1, [second]: moment2 };
  };
}

/**
 * One update of some weights.
 * @param state at least the weights, their slots (`initialSlots`) and the scalar `counter`.
 * @param counter name of the number of updates so far; two owners may share one.
 * @returns new values of weights, slots and counter.
 */
export function update(
  optimizer: Optimizer,
  options: { owner: string; counter: string; learningRate: Rate },
  state: Tensors,
  gradients: Tensors,
): Tensors {
  const { owner, counter, learningRate } = options;
  const count = tf.add(state[counter] as tf.Tensor, 1);
  const rule =
    optimizer.kind === "rmsProp"
      ? rmsProp(optimizer.decay, optimizer.epsilon, learningRate, owner)
      : adam(optimizer, learningRate, owner, count);
  const changed: Record<string, tf.Tensor> = { [counter]: count };
  for (const [name, gradient] of Object.entries(gradients)) {
    // a tidy of its own, so that the temporaries of one array go before the next one's come
    Object.assign(
      changed,
      tf.tidy(() => rule(name, state[name] as tf.Tensor, gradient, state)),
    );
  }
  return changed;
}
