import * as tf from "@tensorflow/tfjs-core";
import type { Tensors } from "../../engine/step.js";
import { forward, layerName } from "../../nets/forward.js";
import type { Network } from "../../nets/layer.js";
import type { Images } from "../../shape.js";
import type { Work } from "../work.js";
import { regionTensor } from "./plane.js";
import type { Tile, TilePlan } from "./tilePlan.js";

/** Sums over parts of a picture: count, mean and sum of squared deviations of each channel. */
interface Moments {
  readonly count: number;
  readonly mean: Float64Array;
  readonly squares: Float64Array;
}

/** Moments of two parts together (Chan 1979), in double precision. */
function joined(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  const apart = a.mean.map((value, at) => (b.mean[at] as number) - value);
  return {
    count,
    mean: a.mean.map((value, at) => value + ((apart[at] as number) * b.count) / count),
    squares: a.squares.map(
      (value, at) =>
        value +
        (b.squares[at] as number) +
        ((apart[at] as number) ** 2 * a.count * b.count) / count,
    ),
  };
}

/** A tile's own part of a map that covers all that the tile sees. */
function coreOf(map: tf.Tensor4D, { core, seen }: Tile): tf.Tensor4D {
  const [, height, , channels] = map.shape;
  const scale = height / (seen.bottom - seen.top);
  const top = (core.top - seen.top) * scale;
  const left = (core.left - seen.left) * scale;
  const [rows, columns] = [core.bottom - core.top, core.right - core.left].map(
    (size) => size * scale,
  );
  return tf.slice4d(map, [0, top, left, 0], [1, rows as number, columns as number, channels]);
}

/** Moments of the channels of a map. */
function momentsOf(map: tf.Tensor4D): Moments {
  const { mean, variance } = tf.moments(map, [0, 1, 2]);
  const count = map.shape[1] * map.shape[2];
  const squares = Float64Array.from(variance.dataSync(), (value) => value * count);
  const moments = { count, mean: Float64Array.from(mean.dataSync()), squares };
  tf.dispose([mean, variance, map]);
  return moments;
}

/** The network up to a layer, for a region. */
const cutAt = (network: Network, layers: number, input: readonly number[]): Network => ({
  ...network,
  input,
  layers: network.layers.slice(0, layers),
});

/** Which layers are norms over the whole picture. */
export const normsOf = ({ layers }: Network): readonly number[] =>
  layers.flatMap(({ kind }, at) => (kind === "instanceNorm" ? [at] : []));

/**
 * Mean and variance that every instance norm of a network has on a whole picture, found tile by
 * tile: norm after norm, each with those before it known, so that memory stays that of one tile. It
 * costs a pass over the picture for each norm, of the layers before it.
 */
export async function wholeStatistics(
  network: Network,
  tensors: Tensors,
  image: Images,
  { tiles }: TilePlan,
  work: Work,
): Promise<Tensors> {
  const statistics: Record<string, tf.Tensor> = {};
  for (const norm of normsOf(network)) {
    let all: Moments | undefined;
    for (const tile of tiles) {
      if (work.stopped) break;
      const map = tf.tidy(() => {
        const input = regionTensor(image, tile.seen);
        const part = cutAt(network, norm, input.shape.slice(1));
        const { output } = forward(part, tensors, input, { training: false, statistics });
        return coreOf(output as tf.Tensor4D, tile);
      });
      const own = momentsOf(map);
      all = all ? joined(all, own) : own;
      await work.advance();
    }
    if (!all) break;
    const { mean, squares, count } = all;
    const name = layerName(network, norm);
    statistics[`${name}/mean`] = tf.tensor1d(Float32Array.from(mean));
    statistics[`${name}/variance`] = tf.tensor1d(Float32Array.from(squares, (sum) => sum / count));
  }
  return statistics;
}
