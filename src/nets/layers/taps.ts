import * as tf from "@tensorflow/tfjs-core";
import { expected, ShapeError } from "../../errors.js";
import { sizeOf } from "../../shape.js";
import { elementwise, type LayerInput, type LayerKind, note, type Shape } from "../layerKind.js";

/** Gives the running output a name, under which later layers read it and a network gives it out. */
export interface Tap {
  readonly kind: "tap";
  readonly name: string;
}
/** Goes on from a tap in place of the running output: the next branch of a network. */
export interface FromTap {
  readonly kind: "fromTap";
  readonly from: string;
}
/** A skip connection: a tap of the same shape, added. */
export interface Add {
  readonly kind: "add";
  readonly from: string;
}
/** A skip connection: a tap of the same size before the running output's channels. */
export interface Concat {
  readonly kind: "concat";
  readonly from: string;
}
/** A tap multiplied by the running output, one number a channel for the whole picture or as many as the tap has. */
export interface Multiply {
  readonly kind: "multiply";
  readonly from: string;
}

export const tap = (name: string): Tap => ({ kind: "tap", name });
export const fromTap = (from: string): FromTap => ({ kind: "fromTap", from });
export const add = (from: string): Add => ({ kind: "add", from });
export const concat = (from: string): Concat => ({ kind: "concat", from });
export const multiply = (from: string): Multiply => ({ kind: "multiply", from });

const shapeOfTap = ({ from }: LayerInput<unknown>): Shape => from ?? [];
const tapOf = ({ from }: { readonly from?: tf.Tensor | undefined }) => from as tf.Tensor;
const nodeOf = ({ from }: { readonly from?: string | undefined }) => from ?? "";

const joining = { ...elementwise, twiceDifferentiable: true } as const;

const misfit = (at: LayerInput<{ readonly from: string }>) =>
  new ShapeError(expected(at.where, `[${at.from}], as tap "${at.layer.from}"`, at.input));

export const tapKind: LayerKind<Tap> = {
  ...joining,
  forward: ({ input }) => input,
  translation: { keras: () => [], graph: ({ input }) => input },
  caption: ({ layer }) => ({ role: "hidden", text: layer.name }),
};

export const fromTapKind: LayerKind<FromTap> = {
  ...joining,
  output: shapeOfTap,
  activations: "none",
  forward: tapOf,
  translation: {
    // a layer that changes nothing, so that what follows takes the tap
    keras: () => [{ class_name: "Activation", config: { activation: "linear" }, takes: ["tap"] }],
    graph: nodeOf,
  },
  caption: ({ layer }) => ({ role: "lead", text: `from ${layer.from}` }),
};

export const addKind: LayerKind<Add> = {
  ...joining,
  output: (at) => {
    if (shapeOfTap(at).join() !== at.input.join()) throw misfit(at);
    return at.input;
  },
  forward: (pass) => tf.add(tapOf(pass), pass.input),
  translation: {
    keras: () => [{ class_name: "Add", config: {}, takes: ["tap", "input"] }],
    graph: (place) => place.graph.add("AddV2", [nodeOf(place), place.input]),
  },
  caption: note(() => "added to what went in"),
};

export const concatKind: LayerKind<Concat> = {
  ...joining,
  output: (at) => {
    const [tapped, sides] = [shapeOfTap(at), at.input.slice(0, -1)];
    if (tapped.slice(0, -1).join() !== sides.join() || tapped.length !== at.input.length)
      throw misfit(at);
    return [...sides, (at.input.at(-1) ?? 0) + (tapped.at(-1) ?? 0)];
  },
  forward: (pass) => tf.concat([tapOf(pass), pass.input], pass.input.rank - 1),
  translation: {
    keras: () => [{ class_name: "Concatenate", config: { axis: -1 }, takes: ["tap", "input"] }],
    graph: (place) => place.graph.concat([nodeOf(place), place.input], place.stage.input.length),
  },
  caption: note(() => "beside its equal"),
};

export const multiplyKind: LayerKind<Multiply> = {
  ...joining,
  output: (at) => {
    const [tapped, own] = [shapeOfTap(at), at.input];
    const fits =
      own.length === tapped.length &&
      own.every((size, axis) => size === tapped[axis] || (size === 1 && axis < own.length - 1));
    if (!fits) throw misfit(at);
    return tapped;
  },
  macs: (at) => sizeOf(shapeOfTap(at)),
  forward: (pass) => tf.mul(tapOf(pass), pass.input),
  translation: {
    keras: () => [{ class_name: "Multiply", config: {}, takes: ["tap", "input"] }],
    graph: (place) => place.graph.add("Mul", [nodeOf(place), place.input]),
  },
  caption: note(({ layer }) => `multiplied into ${layer.from}`),
};
