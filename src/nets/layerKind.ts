import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { expected, ShapeError } from "../errors.js";
import type { GraphPlace } from "./graphBuilder.js";
import type { KerasPart } from "./kerasPart.js";
import type { Weight } from "./weight.js";

/** Shape of one sample: `[height, width, channels]` or `[units]`. */
export type Shape = readonly number[];

/** A layer and the shapes that it is given. */
export interface LayerInput<L> {
  readonly layer: L;
  readonly input: Shape;
  /** Shape of the tap that a layer with `from` reads. */
  readonly from?: Shape | undefined;
  /** `generator: input of layer 3, conv`: the place that an error names. */
  readonly where: string;
}

/** A layer in its place: shapes, weights and cost, from arithmetic alone; nothing is allocated. */
export interface PlacedLayer<L> extends LayerInput<L> {
  readonly output: Shape;
  readonly weights: readonly Weight[];
  /** Multiply-adds of one forward pass per sample, borders ignored. */
  readonly macs: number;
}

/** How a pass through a network is to be made. */
export interface PassOptions {
  /** Batch statistics and live dropout, or moving statistics and none. */
  readonly training: boolean;
  /** `[2]` int32, seed of live dropout in this pass; needed where a network has some. */
  readonly dropoutSeed?: Tensor1D;
  /** `[batch, classes]`, class probabilities: what each input is conditioned on, for a projection. */
  readonly condition?: Tensor;
  /** Use only operations that can be differentiated twice (R1). */
  readonly twiceDifferentiable?: boolean;
  /** `mean` and `variance` of instance norms by their names, in place of each picture's own. */
  readonly statistics?: Tensors;
}

/** What the forward pass of one layer is given. */
export interface LayerPass<L> {
  readonly layer: L;
  /** `[batch, ...]`, the output of the layer before. */
  readonly input: Tensor;
  /** The tap that a layer with `from` reads. */
  readonly from?: Tensor | undefined;
  /** The layer's weights by their short names. */
  readonly weights: Tensors;
  readonly options: PassOptions;
  /** Position in the network: the stream of its dropout. */
  readonly index: number;
  /** `generator/03-conv`. */
  readonly name: string;
  /** The input is still to be doubled, which the layer does in one operation with its own (see `isDoubling`). */
  readonly doubled: boolean;
}

/** An output, and the statistics by short name that a training pass leaves. */
export interface WithStatistics {
  readonly output: Tensor;
  readonly statistics: Tensors;
}

/** A norm with moving statistics as an affine map: (x - mean) * factor + offset, a number a channel each. */
export interface Affine {
  readonly mean: Tensor;
  readonly factor: Tensor;
  readonly offset: Tensor;
}

/** A layer with its weights. */
export interface Weighted<L> {
  readonly layer: L;
  readonly weights: Tensors;
}

/**
 * How a layer is simplified for inference: an `affine` one is folded into the `linear` one before
 * it, and a linear one gives up what only training needs.
 */
export type Folding<L> =
  | { readonly role: "none" }
  | { readonly role: "affine"; readonly affine: (own: Weighted<L>) => Affine }
  | {
      readonly role: "linear";
      readonly plain: (own: Weighted<L>) => Weighted<L>;
      readonly absorb: (own: Weighted<L>, norm: Affine) => Weighted<L>;
    };

/** The same layer in other programs' files, or why there is none. */
export type Translation<L> =
  | {
      /** Keras layers that do the same in inference. */
      readonly keras: (stage: PlacedLayer<L>) => readonly KerasPart[];
      /** Adds TensorFlow's operations that do the same in inference. @returns the output's node. */
      readonly graph: (place: GraphPlace<L>) => string;
    }
  | { readonly refused: string };

/** How a layer is drawn in the diagram of a network. */
export type Caption =
  | { readonly role: "box"; readonly title: string; readonly detail: string }
  /** A line in the box before, or in the box after it. */
  | { readonly role: "note" | "lead"; readonly text: string }
  /** Nothing but another shape of the box before. */
  | { readonly role: "shape"; readonly text: string }
  | { readonly role: "hidden"; readonly text: string };

/** How far the layer looks, in px of its own input. */
export interface LayerReach {
  /** Px that one output px depends on, beyond the first, in both directions together. */
  readonly extentPx: number;
  /** Output px for each input px. */
  readonly scale: number;
}

/** Everything that the lab knows of a kind of layer. A kind that leaves a part out does not compile. */
export interface LayerKind<L> {
  /** Shape of the output. @throws ShapeError for an input that it cannot take. */
  readonly output: (at: LayerInput<L>) => Shape;
  readonly weights: (at: LayerInput<L>) => readonly Weight[];
  readonly macs: (at: LayerInput<L> & { readonly output: Shape }) => number;
  /** What a training pass holds for its gradient: nothing, arrays like its output, or those of a norm. */
  readonly activations: "none" | "output" | "norm";
  readonly forward: (pass: LayerPass<L>) => Tensor | WithStatistics;
  /** Whether a forward pass that is asked for it can be differentiated twice. */
  readonly twiceDifferentiable: boolean;
  readonly folding: Folding<L>;
  readonly translation: Translation<L>;
  readonly caption: (stage: PlacedLayer<L>) => Caption;
  readonly reach: (stage: PlacedLayer<L>) => LayerReach;
}

/** Parts of a kind that keeps no weights. */
export const weightless = {
  weights: () => [],
  macs: () => 0,
  folding: { role: "none" },
} as const;

/** Parts of a kind that treats every number alike. */
export const elementwise = {
  ...weightless,
  output: ({ input }: { readonly input: Shape }) => input,
  activations: "output",
  reach: (): LayerReach => ({ extentPx: 0, scale: 1 }),
} as const;

export const note =
  <L>(text: (stage: PlacedLayer<L>) => string) =>
  (stage: PlacedLayer<L>): Caption => ({ role: "note", text: text(stage) });

/** Height, width and channels. @throws ShapeError for a shape that is none of a picture. */
export function spatial({ input, where }: LayerInput<unknown>): readonly [number, number, number] {
  const [height, width, channels] = input;
  if (input.length !== 3 || height === undefined || width === undefined || channels === undefined) {
    throw new ShapeError(expected(where, "[height, width, channels]", input));
  }
  return [height, width, channels];
}
