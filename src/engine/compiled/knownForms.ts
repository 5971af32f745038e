import { backend_util } from "@tensorflow/tfjs-core";
import type { Output } from "../nativeBackend.js";
import { type DataType, dataTypes } from "./graphNode.js";
import type { Operation } from "./outputsOf.js";

/** Shape and TensorFlow type of an output. */
export type Form = Omit<Output, "id">;

/** What gives back the form of its first input. */
const likeFirst = new Set(
  `Relu Relu6 Neg Square Sqrt Rsqrt Exp Log Log1p Abs Tanh Sigmoid LeakyRelu Softplus BiasAdd ZerosLike
  OnesLike ReluGrad Relu6Grad LeakyReluGrad SoftplusGrad`.split(/\s+/),
);
/** What gives the common shape of its two inputs. */
const binary = new Set(
  "Add AddV2 Sub Mul RealDiv Maximum Minimum Pow SquaredDifference".split(" "),
);

const broadcast = backend_util.assertAndGetBroadcastShape;

type Rule = (operation: Operation) => Form[] | undefined;

const float = (...shape: number[]): Form => ({ shape, dtype: dataTypes.float32 });
const shapeOf = ({ inputs }: Operation, index: number) => inputs[index]?.tensor.shape ?? [];
const attribute = ({ attributes }: Operation, name: string) =>
  attributes.find((one) => one.name === name)?.value;

/** A product of matrices, of which either may lie on its side. */
const product =
  (turned: readonly [string, string]): Rule =>
  (operation) => {
    const [a, b] = [shapeOf(operation, 0), shapeOf(operation, 1)];
    if (a.length !== b.length || a.slice(0, -2).join() !== b.slice(0, -2).join()) return undefined;
    const [turnA, turnB] = turned.map((name) => Boolean(attribute(operation, name)));
    const rows = a.at(turnA ? -1 : -2) ?? 0;
    return [float(...a.slice(0, -2), rows, b.at(turnB ? -2 : -1) ?? 0)];
  };

/** A convolution of `[batch, height, width, channels]` with TensorFlow's two paddings. */
const convolution: Rule = (operation) => {
  const [[batch = 0, ...sizes], kernel] = [shapeOf(operation, 0), shapeOf(operation, 1)];
  const strides = attribute(operation, "strides") as readonly number[] | undefined;
  const dilations = (attribute(operation, "dilations") ?? [1, 1, 1, 1]) as readonly number[];
  const padding = attribute(operation, "padding");
  const plain = dilations.every((one) => one === 1);
  if (!strides || !plain || attribute(operation, "data_format") !== "NHWC") return undefined;
  if (padding !== "SAME" && padding !== "VALID") return undefined;
  const outOf = (axis: 0 | 1) => {
    const lost = padding === "SAME" ? 0 : (kernel[axis] ?? 1) - 1;
    return Math.ceil(((sizes[axis] ?? 0) - lost) / (strides[axis + 1] ?? 1));
  };
  const depthwise = operation.op === "DepthwiseConv2dNative";
  const channels = depthwise ? (kernel[2] ?? 0) * (kernel[3] ?? 0) : (kernel[3] ?? 0);
  return [float(batch, outOf(0), outOf(1), channels)];
};

/** The shape that an input spells out. */
const spelled =
  (index: number): Rule =>
  ({ inputs }) => {
    const values = inputs[index]?.values;
    return values instanceof Int32Array ? [float(...values)] : undefined;
  };

/** A new shape for the same elements, of which one size may be left open. */
const reshaped: Rule = ({ inputs }) => {
  const [from, to] = inputs;
  if (!from || !(to?.values instanceof Int32Array)) return undefined;
  const known = to.values.reduce((product, size) => (size < 0 ? product : product * size), 1);
  const shape = [...to.values].map((size) => (size < 0 ? from.tensor.size / known : size));
  return [{ shape, dtype: dataTypes[from.tensor.dtype as DataType] }];
};

const channelsOf = (operation: Operation, index: number) => shapeOf(operation, index).at(-1) ?? 0;

const rules: Readonly<Record<string, Rule>> = {
  MatMul: product(["transpose_a", "transpose_b"]),
  BatchMatMulV2: product(["adj_x", "adj_y"]),
  Conv2D: convolution,
  Conv2DBackpropInput: spelled(0),
  Conv2DBackpropFilter: spelled(1),
  DepthwiseConv2dNative: convolution,
  DepthwiseConv2dNativeBackpropInput: spelled(0),
  DepthwiseConv2dNativeBackpropFilter: spelled(1),
  Reshape: reshaped,
  BiasAddGrad: (operation) => [float(channelsOf(operation, 0))],
  FusedBatchNormV3: (operation) => {
    const channel = float(channelsOf(operation, 0));
    return [float(...shapeOf(operation, 0)), channel, channel, channel, channel, float(0)];
  },
  FusedBatchNormGradV3: (operation) => {
    const channel = float(channelsOf(operation, 0));
    return [float(...shapeOf(operation, 0)), channel, channel, float(), float()];
  },
};

/** Forms of an operation's outputs by rule: the large and the frequent ones; nothing for others. */
export function knownForms(operation: Operation): Form[] | undefined {
  const { op } = operation;
  const rule = rules[op];
  if (rule) return rule(operation);
  const [first, second] = operation.inputs.map(({ tensor }) => tensor);
  if (!first) return undefined;
  const dtype = dataTypes[first.dtype as DataType];
  if (likeFirst.has(op)) return [{ shape: first.shape, dtype }];
  if (!binary.has(op) || !second) return undefined;
  return [{ shape: broadcast(first.shape, second.shape), dtype }];
}
