import * as tf from "@tensorflow/tfjs-core";
import { isNative } from "../../engine/nativeBackend.js";
import { resizeHalfPixel } from "../../engine/resizeHalfPixel.js";
import { alongSides, columns } from "../alongSides.js";
import { alongBothSides, channelsLast } from "../kerasPart.js";
import {
  elementwise,
  type LayerInput,
  type LayerKind,
  type LayerPass,
  spatial,
} from "../layerKind.js";

/** Bilinear resizing to a square as TensorFlow 1 did it: corners not aligned, no half-pixel shift. */
export interface ResizeBilinear {
  readonly kind: "resizeBilinear";
  readonly size: number;
}
/** Every pixel `factor` times in each direction. */
export interface UpsampleNearest {
  readonly kind: "upsampleNearest";
  readonly factor: number;
}
/** Bilinear resizing with half-pixel centres, as PyTorch has it (`align_corners=False`); sides are rounded. */
export interface UpsampleBilinear {
  readonly kind: "upsampleBilinear";
  readonly factor: number;
}

export const resizeBilinear = (size: number): ResizeBilinear => ({ kind: "resizeBilinear", size });
export const upsampleNearest = (factor = 2): UpsampleNearest => ({
  kind: "upsampleNearest",
  factor,
});
export const upsampleBilinear = (factor = 2): UpsampleBilinear => ({
  kind: "upsampleBilinear",
  factor,
});

/** The matrix `[from, to]` of a line made longer or shorter bilinearly, each point taken at `placeOf`. */
function bilinear(from: number, to: number, placeOf: (point: number) => number): Float32Array {
  return columns(from, to, (point, add) => {
    const place = placeOf(point);
    const low = Math.floor(place);
    add(low, 1 - (place - low));
    add(Math.min(low + 1, from - 1), place - low);
  });
}

/** Point `i` is taken at `i * from / to`. */
const legacyMatrix = (from: number, to: number) =>
  bilinear(from, to, (point) => (point * from) / to);

/** Point `i` is taken at `(i + 1/2) * from / to - 1/2`, not beyond the first and last. */
const halfPixelMatrix = (from: number, to: number) =>
  bilinear(from, to, (point) => Math.min(Math.max(((point + 0.5) * from) / to - 0.5, 0), from - 1));

const resizing = { ...elementwise, twiceDifferentiable: true } as const;

/** Output px for each input px, by height. */
const scaleOf = ({ input, output }: { input: readonly number[]; output: readonly number[] }) =>
  (output[0] ?? 1) / (input[0] ?? 1);

export const resizeBilinearKind: LayerKind<ResizeBilinear> = {
  ...resizing,
  output: (at) => [at.layer.size, at.layer.size, spatial(at)[2]],
  forward: ({ layer: { size }, input, options }) => {
    const [image, sides] = [input as tf.Tensor4D, [size, size] as [number, number]];
    if (options.twiceDifferentiable) return alongSides(image, sides, legacyMatrix);
    return tf.image.resizeBilinear(image, sides, false, false);
  },
  translation: {
    // Keras's own Resizing aligns corners, and gives a shape without the batch, so that nothing can follow
    keras: ({ input, output }) => alongBothSides(input, output, legacyMatrix),
    graph: ({ graph, input, stage }) => graph.resize("ResizeBilinear", input, stage.output, false),
  },
  caption: (stage) => ({
    role: "box",
    title: "enlarged",
    detail: `bilinear, × ${scaleOf(stage)}`,
  }),
  reach: (stage) => ({ extentPx: 1, scale: scaleOf(stage) }),
};

/** As products with ones it can be differentiated twice. */
function repeated({ layer, input, options }: LayerPass<UpsampleNearest>): tf.Tensor {
  const { factor } = layer;
  const image = input as tf.Tensor4D;
  const [batch, height, width, channels] = image.shape;
  const size = [height * factor, width * factor] as [number, number];
  if (!options.twiceDifferentiable) return tf.image.resizeNearestNeighbor(image, size);
  const columns = tf.reshape(input, [batch * height, width, 1, channels]);
  const wide = tf.mul(columns, tf.ones([1, 1, factor, 1]));
  const rows = tf.reshape(wide, [batch * height, 1, size[1], channels]);
  return tf.reshape(tf.mul(rows, tf.ones([1, factor, 1, 1])), [batch, ...size, channels]);
}

/** A picture's shape with both sides times a factor. */
function scaled(at: LayerInput<{ readonly factor: number }>): readonly number[] {
  const [height, width, channels] = spatial(at);
  const { factor } = at.layer;
  return [Math.round(height * factor), Math.round(width * factor), channels];
}

export const upsampleNearestKind: LayerKind<UpsampleNearest> = {
  ...resizing,
  output: scaled,
  forward: repeated,
  translation: {
    keras: ({ layer: { factor } }) => [
      {
        class_name: "UpSampling2D",
        config: { size: [factor, factor], interpolation: "nearest", ...channelsLast },
      },
    ],
    graph: ({ graph, input, stage }) =>
      graph.resize("ResizeNearestNeighbor", input, stage.output, false),
  },
  caption: ({ layer }) => ({ role: "lead", text: `after nearest × ${layer.factor}` }),
  reach: ({ layer }) => ({ extentPx: 1, scale: layer.factor }),
};

export const upsampleBilinearKind: LayerKind<UpsampleBilinear> = {
  ...resizing,
  output: scaled,
  forward: ({ layer: { factor }, input, options }) => {
    const image = input as tf.Tensor4D;
    const [, height, width] = image.shape;
    const sides = [Math.round(height * factor), Math.round(width * factor)] as const;
    if (isNative() && !options.twiceDifferentiable) return resizeHalfPixel(image, sides);
    return alongSides(image, sides, halfPixelMatrix);
  },
  translation: {
    keras: ({ input, output }) => alongBothSides(input, output, halfPixelMatrix),
    graph: ({ graph, input, stage }) => graph.resize("ResizeBilinear", input, stage.output, true),
  },
  caption: ({ layer }) => ({ role: "lead", text: `after bilinear × ${layer.factor}` }),
  reach: (stage) => ({ extentPx: 2, scale: scaleOf(stage) }),
};
