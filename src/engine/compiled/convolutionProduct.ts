import type { Tensor } from "@tensorflow/tfjs-core";
import { sizeOf } from "../../shape.js";
import { constantNodes, type NodeSink } from "./constantNodes.js";
import { type AttributeValue, dataTypes } from "./graphNode.js";
import type { Operation } from "./outputsOf.js";
import { typeAttribute } from "./stateNodes.js";

/**
 * Up to so many output positions, batch included, a convolution and the gradient of its kernel are
 * made as products of matrices. Measured on 2 cores with AVX-512, kernels of 4 x 4, stride 2; CPU ms
 * of oneDNN's own operation and of the product, in float32 and bfloat16:
 *
 * | positions, channels | convolution | | gradient of the kernel | |
 * | --- | --- | --- | --- | --- |
 * | 16 x 4 x 4, 640 to 1280 | 113, 32 | 34, 20 | 102, 30 | 109, 18 |
 * | 32 x 4 x 4, 512 to 1024 | 111, 43 | 33, 25 | 101, 41 | 109, 25 |
 * | 64 x 4 x 4, 256 to 512 | 20, 26 | 13, 16 | 29, 28 | 31, 15 |
 * | 64 x 8 x 8, 128 to 256 | 17, 30 | 9, 20 | 24, 33 | 21, 22 |
 *
 * With few channels out, making the patches costs more than it saves: in cyclegan128 (1 x 32 x 32, 128 to
 * 128, kernels of 3 x 3) a whole step takes 12 % less CPU time where such gradients stay convolutions.
 */
const mostPositions: Readonly<Record<string, number>> = {
  Conv2D: 512,
  Conv2DBackpropFilter: 1024,
};

/** Positions from which on a product must have so many channels out to be worth its patches. */
const [MANY, LEAST_CHANNELS] = [512, 256];

/** Adds nodes for tensors. */
export interface TensorSink extends NodeSink {
  nameOf(tensor: Tensor): string;
}

const float = typeAttribute("float32");
const integers = (value: readonly number[]): AttributeValue => ({ kind: "integers", value });

function reshape(sink: NodeSink, name: string, shape: readonly number[]): string {
  const values = Int32Array.from(shape);
  const dims = constantNodes(sink, { dtype: "int32", shape: [shape.length], values });
  return sink.add("Reshape", [name, dims], { T: float, Tshape: typeAttribute("int32") });
}

function product(sink: NodeSink, a: string, b: string, turnA: boolean): string {
  return sink.add("MatMul", [a, b], {
    T: float,
    transpose_a: { kind: "boolean", value: turnA },
    transpose_b: { kind: "boolean", value: false },
  });
}

/** Input, kernel's shape and the output's shape without channels; nothing for what is no plain case. */
function partsOf({ op, attributes, inputs }: Operation) {
  const given = Object.fromEntries(attributes.map(({ name, value }) => [name, value]));
  const [input, second, slope] = inputs;
  const dilated = ((given.dilations ?? []) as readonly number[]).some((rate) => rate !== 1);
  const padding = String(given.padding);
  if (!input || !second || dilated || !/^(SAME|VALID)$/.test(padding)) return undefined;
  const strides = given.strides as readonly number[];
  if (op === "Conv2D") {
    const kernel = second.tensor.shape;
    const [batch = 0, ...sizes] = input.tensor.shape;
    const out = [0, 1].map((axis) => {
      const lost = padding === "SAME" ? 0 : (kernel[axis] ?? 1) - 1;
      return Math.ceil(((sizes[axis] ?? 0) - lost) / (strides[axis + 1] ?? 1));
    });
    return { input, kernel, other: second, places: [batch, ...out], strides, padding };
  }
  if (!slope || !(second.values instanceof Int32Array)) return undefined;
  const places = slope.tensor.shape.slice(0, -1);
  return { input, kernel: [...second.values], other: slope, places, strides, padding };
}

/**
 * A convolution of few positions, or the gradient of its kernel, as a product: all patches of the
 * input, one in a row, times the kernel or the gradient of the output. The same sums in another order.
 * @returns the node, or nothing where the operation is another one or its own kernel is faster.
 */
export function convolutionProduct(sink: TensorSink, operation: Operation) {
  const most = mostPositions[operation.op];
  const parts = most === undefined ? undefined : partsOf(operation);
  if (!parts || sizeOf(parts.places) > (most ?? 0)) return undefined;
  const { input, kernel, other, places, strides, padding } = parts;
  const [rows = 1, columns = 1] = kernel;
  const channels = kernel.at(-1) ?? 1;
  if (sizeOf(places) > MANY && channels < LEAST_CHANNELS) return undefined;
  const [positions, width] = [sizeOf(places), sizeOf(kernel) / channels];
  const patches = sink.add("ExtractImagePatches", [sink.nameOf(input.tensor)], {
    T: float,
    ksizes: integers([1, rows, columns, 1]),
    strides: integers(strides),
    rates: integers([1, 1, 1, 1]),
    padding: { kind: "string", value: padding },
  });
  const flat = reshape(sink, patches, [positions, width]);
  const isForward = operation.op === "Conv2D";
  const factor = reshape(sink, sink.nameOf(other.tensor), [
    isForward ? width : positions,
    channels,
  ]);
  const shape = isForward ? [...places, channels] : kernel;
  const name = reshape(sink, product(sink, flat, factor, !isForward), shape);
  return { name, shape, dtype: dataTypes.float32 };
}
