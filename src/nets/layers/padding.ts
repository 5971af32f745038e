import * as tf from "@tensorflow/tfjs-core";
import { reflectPad as reflect } from "../../engine/reflectPad.js";
import { channelsLast } from "../kerasPart.js";
import { elementwise, type LayerKind, note, type Shape, spatial } from "../layerKind.js";

/** Zeros at the bottom and to the right. */
export interface ZeroPad {
  readonly kind: "zeroPad";
  readonly bottom: number;
  readonly right: number;
}
/** More px on every side, mirrored at the edge, the edge itself not repeated. */
export interface ReflectPad {
  readonly kind: "reflectPad";
  readonly pixels: number;
}
/** Fewer px on every side. */
export interface Crop {
  readonly kind: "crop";
  readonly pixels: number;
}

export const reflectPad = (pixels: number): ReflectPad => ({ kind: "reflectPad", pixels });

/** A picture's shape with other sides. */
const resized = ([height, width, channels]: readonly [number, number, number], by: Shape) => [
  height + (by[0] ?? 0),
  width + (by[1] ?? 0),
  channels,
];

export const zeroPadKind: LayerKind<ZeroPad> = {
  ...elementwise,
  output: (at) => resized(spatial(at), [at.layer.bottom, at.layer.right]),
  forward: ({ layer, input }) =>
    tf.pad4d(input as tf.Tensor4D, [
      [0, 0],
      [0, layer.bottom],
      [0, layer.right],
      [0, 0],
    ]),
  twiceDifferentiable: true,
  translation: {
    keras: ({ layer: { bottom, right } }) => [
      {
        class_name: "ZeroPadding2D",
        config: {
          padding: [
            [0, bottom],
            [0, right],
          ],
          ...channelsLast,
        },
      },
    ],
    graph: ({ graph, input, stage: { layer } }) => graph.pad(input, layer.bottom, layer.right),
  },
  caption: note(({ output }) => `padded to ${output[0]}`),
};

export const reflectPadKind: LayerKind<ReflectPad> = {
  ...elementwise,
  output: (at) => resized(spatial(at), [2 * at.layer.pixels, 2 * at.layer.pixels]),
  forward: ({ layer, input, options }) =>
    reflect(input as tf.Tensor4D, layer.pixels, options.twiceDifferentiable),
  twiceDifferentiable: true,
  translation: { refused: "no layer of TensorFlow.js mirrors the edge" },
  caption: ({ layer }) => ({ role: "lead", text: `mirrored edge, ${layer.pixels} px` }),
};

export const cropKind: LayerKind<Crop> = {
  ...elementwise,
  output: (at) => resized(spatial(at), [-2 * at.layer.pixels, -2 * at.layer.pixels]),
  forward: ({ layer: { pixels }, input }) => {
    const [batch, height, width, channels] = (input as tf.Tensor4D).shape;
    return tf.slice4d(
      input as tf.Tensor4D,
      [0, pixels, pixels, 0],
      [batch, height - 2 * pixels, width - 2 * pixels, channels],
    );
  },
  twiceDifferentiable: true,
  translation: {
    keras: ({ layer: { pixels } }) => {
      const cropping = [
        [pixels, pixels],
        [pixels, pixels],
      ];
      return [{ class_name: "Cropping2D", config: { cropping, ...channelsLast } }];
    },
    graph: ({ graph, input, stage: { layer, output } }) =>
      graph.slice(input, [layer.pixels, layer.pixels, 0], output),
  },
  caption: note(({ output }) => `cut to ${output[0]}`),
};
