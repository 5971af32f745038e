import * as tf from "@tensorflow/tfjs-core";
import type { Step } from "../../engine/step.js";
import { forward } from "../../nets/forward.js";
import { checkerOf, lag1Of, shareAtEnds } from "../probeTensors.js";
import { l1 } from "./judged.js";
import type { Translators } from "./translators.js";

/** Outputs this near to an end of the range, of 1, count as being there. */
const END_MARGIN = 0.02;

/**
 * Signals of a game of pictures, from the step's own batch; nothing is updated: ranges, saturation,
 * smoothness and checkerboard of what is made beside what is real, and how far it is from the input.
 */
export function translationProbe({ generator }: Translators): Step {
  return (state, inputs) => {
    const [from, to] = [inputs.from as tf.Tensor4D, inputs.to0 as tf.Tensor4D];
    const made = forward(generator, state, from, { training: false }).output as tf.Tensor4D;
    const same = made.shape.join() === from.shape.join();
    return {
      state: {},
      figures: {
        inputMin: tf.min(from),
        inputMax: tf.max(from),
        outputMin: tf.min(made),
        outputMax: tf.max(made),
        sampleEnds: shareAtEnds(made, [-1, 1], END_MARGIN),
        sampleLag1: lag1Of(made),
        sampleChecker: checkerOf(made),
        realLag1: lag1Of(to),
        realChecker: checkerOf(to),
        ...(same ? { changed: l1(made, from) } : {}),
      },
    };
  };
}
