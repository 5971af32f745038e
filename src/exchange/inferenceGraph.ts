import { constantNodes, type NodeSink } from "../engine/compiled/constantNodes.js";
import type { AttributeValue, GraphNode } from "../engine/compiled/graphNode.js";
import { typeAttribute } from "../engine/compiled/stateNodes.js";
import { describe, type Stage } from "../nets/describe.js";
import { weightName } from "../nets/initialise.js";
import type { Convolution, Layer, Network } from "../nets/layer.js";
import { notWritten } from "./notWritten.js";

/** Names of what an inference graph takes and gives. */
export const graphPorts = { latents: "latents", pictures: "pictures" } as const;

const float = typeAttribute("float32");
const T = { T: float } as const;
const text = (value: string): AttributeValue => ({ kind: "string", value });
const flag = (value: boolean): AttributeValue => ({ kind: "boolean", value });
const integers = (...value: readonly number[]): AttributeValue => ({ kind: "integers", value });

/** The node that reads an array of the network. */
export const readName = (weight: string) => `${weight}/read`;

/** A graph in the making. */
class Sink implements NodeSink {
  readonly nodes: GraphNode[] = [];
  prefix = "";

  add(op: string, inputs: readonly string[], attributes: GraphNode["attributes"]): string {
    const name = `${this.prefix}/${this.nodes.length}-${op}`;
    this.nodes.push({ name, op, inputs, attributes });
    return name;
  }

  float(value: number): string {
    const values = Float32Array.of(value);
    return constantNodes(this, { dtype: "float32", shape: [], values });
  }

  integers(...list: readonly number[]): string {
    const values = Int32Array.from(list);
    return constantNodes(this, { dtype: "int32", shape: [list.length], values });
  }
}

/** What drawing one layer needs. */
interface Place {
  readonly sink: Sink;
  readonly input: string;
  readonly stage: Stage;
  /** The node that reads one of the layer's arrays, if it has it. */
  readonly weight: (name: string) => string | undefined;
}

const kernelOf = ({ weight }: Place) => weight("kernel") ?? "";

/** `[batch, ...sizes]` of an output, the batch as the graph is fed. */
function batchAnd(sink: Sink, input: string, sizes: readonly number[]): string {
  const int32 = typeAttribute("int32");
  const shape = sink.add("Shape", [input], { ...T, out_type: int32 });
  const batch = sink.add("Slice", [shape, sink.integers(0), sink.integers(1)], {
    T: int32,
    Index: int32,
  });
  const axis = constantNodes(sink, { dtype: "int32", shape: [], values: Int32Array.of(0) });
  const attributes = { T: int32, Tidx: int32, N: { kind: "integer", value: 2 } } as const;
  return sink.add("ConcatV2", [batch, sink.integers(...sizes), axis], attributes);
}

function withBias(place: Place, output: string): string {
  const bias = place.weight("bias");
  return bias ? place.sink.add("AddV2", [output, bias], T) : output;
}

function convolve(place: Place, { kind, strides, padding }: Convolution): string {
  const { sink, input, stage } = place;
  const attributes = {
    ...T,
    strides: integers(1, strides, strides, 1),
    padding: text(padding.toUpperCase()),
  };
  const kernel = kernelOf(place);
  if (kind === "conv") return sink.add("Conv2D", [input, kernel], attributes);
  const sizes = batchAnd(sink, input, stage.output);
  return sink.add("Conv2DBackpropInput", [sizes, kernel, input], attributes);
}

/** Batch norm with the moving statistics, as `batchNormInference` computes it. */
function norm({ sink, input, weight }: Place, epsilon: number): string {
  const [mean = "", variance = "", bias = ""] = ["movingMean", "movingVariance", "bias"].map(
    (name) => weight(name) ?? "",
  );
  const scale = weight("scale");
  const spread = sink.add("Rsqrt", [sink.add("AddV2", [variance, sink.float(epsilon)], T)], T);
  const factor = scale ? sink.add("Mul", [spread, scale], T) : spread;
  const centred = sink.add("Sub", [input, mean], T);
  return sink.add("AddV2", [sink.add("Mul", [centred, factor], T), bias], T);
}

function reshape({ sink, input, stage }: Place): string {
  const sizes = sink.integers(-1, ...stage.output);
  return sink.add("Reshape", [input, sizes], { ...T, Tshape: typeAttribute("int32") });
}

function resize({ sink, input, stage }: Place, op: string): string {
  const [height = 0, width = 0] = stage.output;
  const attributes = { ...T, align_corners: flag(false), half_pixel_centers: flag(false) };
  return sink.add(op, [input, sink.integers(height, width)], attributes);
}

function pad({ sink, input }: Place, { bottom, right }: Extract<Layer, { kind: "zeroPad" }>) {
  const int32 = typeAttribute("int32");
  const values = Int32Array.of(0, 0, 0, bottom, 0, right, 0, 0);
  const paddings = constantNodes(sink, { dtype: "int32", shape: [4, 2], values });
  return sink.add("Pad", [input, paddings], { ...T, Tpaddings: int32 });
}

function crop({ sink, input, stage }: Place, pixels: number): string {
  const begin = sink.integers(0, pixels, pixels, 0);
  const size = sink.integers(-1, ...stage.output);
  return sink.add("Slice", [input, begin, size], { ...T, Index: typeAttribute("int32") });
}

/** `[batch, ..., size]` of the input's last axis from `from` on. */
function lastOf({ sink, input, stage }: Place, from: number, size: number): string {
  const rank = stage.input.length + 1;
  const begin = Array.from({ length: rank }, (_, axis) => (axis === rank - 1 ? from : 0));
  const sizes = Array.from({ length: rank }, (_, axis) => (axis === rank - 1 ? size : -1));
  const attributes = { ...T, Index: typeAttribute("int32") };
  return sink.add("Slice", [input, sink.integers(...begin), sink.integers(...sizes)], attributes);
}

/** The latent times, or plus, its classes' embedding, as `labelGate` computes it. */
function gate(place: Place, classes: number, ends = false): string {
  const { sink, stage } = place;
  const size = stage.output.at(-1) ?? 0;
  const condition = sink.add(
    "Reshape",
    [lastOf(place, size, classes), sink.integers(-1, classes)],
    { ...T, Tshape: typeAttribute("int32") },
  );
  const factors = sink.add("MatMul", [condition, place.weight("embedding") ?? ""], T);
  const shaped = reshape({ ...place, input: factors });
  return sink.add(ends ? "AddV2" : "Mul", [lastOf(place, 0, size), shaped], T);
}

/** One layer in inference; dropout is not there. */
function draw(place: Place): string {
  const { sink, input, stage } = place;
  const { layer } = stage;
  switch (layer.kind) {
    case "dense":
      return withBias(place, sink.add("MatMul", [input, kernelOf(place)], T));
    case "conv":
    case "convTranspose":
      return withBias(place, convolve(place, layer));
    case "batchNorm":
      return norm(place, layer.epsilon);
    case "dropout":
      return input;
    case "leakyRelu":
      return sink.add("LeakyRelu", [input], { ...T, alpha: { kind: "float", value: layer.slope } });
    case "relu":
      return sink.add("Relu", [input], T);
    case "tanh":
      return sink.add("Tanh", [input], T);
    case "sigmoid":
      return sink.add("Sigmoid", [input], T);
    case "flatten":
    case "reshape":
      return reshape(place);
    case "resizeBilinear":
      return resize(place, "ResizeBilinear");
    case "upsampleNearest":
      return resize(place, "ResizeNearestNeighbor");
    case "zeroPad":
      return pad(place, layer);
    case "labelGate":
      return gate(place, layer.classes, layer.ends);
    case "sumPool":
    case "projection":
    case "instanceNorm":
    case "reflectPad":
    case "fork":
    case "add":
    case "concat":
      throw notWritten(layer);
    case "crop":
      return crop(place, layer.pixels);
  }
}

/**
 * A generator in inference mode as TensorFlow's operations, for a batch of any size, from the
 * placeholder `latents` to `pictures`. Arrays are read by nodes that somebody else must add.
 */
export function inferenceGraph(network: Network): readonly GraphNode[] {
  const sink = new Sink();
  const shape = { kind: "shape", value: [-1, ...network.input] } as const;
  let output: string = graphPorts.latents;
  sink.nodes.push({
    name: output,
    op: "Placeholder",
    inputs: [],
    attributes: { dtype: float, shape },
  });
  describe(network).forEach((stage, index) => {
    const { layer, weights } = stage;
    sink.prefix = `${network.name}/${String(index).padStart(2, "0")}-${layer.kind}`;
    const weight = (name: string) => {
      const found = weights.find((one) => one.name === name);
      return found && readName(weightName(network, index, layer, found));
    };
    output = draw({ sink, input: output, stage, weight });
  });
  const pictures = { name: graphPorts.pictures, op: "Identity", inputs: [output], attributes: T };
  return [...sink.nodes, pictures];
}
