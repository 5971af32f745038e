import type { Tensor } from "@tensorflow/tfjs-core";
import { Random } from "../../engine/random.js";
import { dcganDiscriminator } from "../../nets/dcgan.js";
import { type Images, part } from "../../shape.js";
import { discriminatorLoss, losses } from "../../training/losses.js";
import { halvedTo } from "./halvedTo.js";
import { batchOf, trainSmallNet } from "./smallNet.js";

/** Steps, pictures of each side a step, and the width of the small network. */
const [STEPS, BATCH, FILTERS] = [100, 32, 8];
/** Largest side that it sees; larger pictures are halved: at 512 px it would take half an hour on a core. */
const MOST_PX = 256;

/** How well a fresh small network tells two sets of pictures apart, on pictures it has not seen. */
export interface TwoSample {
  /** Share of right answers; 0.5 is chance. */
  readonly accuracy: number;
  /** Mean probability given to the right answer. */
  readonly sureness: number;
}

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

/**
 * Two-sample test by a classifier (Lopez-Paz 2017): a small DCGAN discriminator is trained for 100
 * steps on the first half of both sets and asked about the second.
 */
export function twoSample(one: Images, other: Images, seed: number): TwoSample {
  const [left, right] = [halvedTo(one, MOST_PX), halvedTo(other, MOST_PX)];
  const half = Math.floor(Math.min(left.count, right.count) / 2);
  const network = dcganDiscriminator({
    imageSize: left.height,
    channels: left.channels,
    filters: FILTERS,
    norm: { kind: "none", momentum: 0 },
    dropout: { rate: 0.25, live: true },
    output: [],
  });
  const random = new Random(seed, "two samples");
  const drawn = () => Array.from({ length: Math.min(BATCH, half) }, () => random.integer(half));
  const net = trainSmallNet(network, {
    steps: STEPS,
    seed,
    stream: "two-sample weights",
    inputs: () => ({ left: batchOf(left, drawn()), right: batchOf(right, drawn()) }),
    loss: (answer, inputs) => {
      const judged = (side: "left" | "right") => answer(inputs[side] as Tensor);
      return discriminatorLoss(losses.bceLogits, judged("left"), judged("right")).total;
    },
  });
  const unseen = (images: Images) => {
    const rest = part(images, half, Math.min(half, images.count - half));
    return [...net.answers(rest)].map(sigmoid);
  };
  const correct = [...unseen(left), ...unseen(right).map((p) => 1 - p)];
  net.dispose();
  return {
    accuracy: correct.filter((p) => p > 0.5).length / correct.length,
    sureness: correct.reduce((sum, p) => sum + p, 0) / correct.length,
  };
}
