import { constantNodes, type NodeSink } from "../engine/compiled/constantNodes.js";
import type { AttributeValue, GraphNode } from "../engine/compiled/graphNode.js";
import { typeAttribute } from "../engine/compiled/stateNodes.js";
import type { PlacedLayer, Shape } from "./layerKind.js";

const [float, int32] = [typeAttribute("float32"), typeAttribute("int32")];

/** The attribute of most operations: numbers are float32. */
export const T = { T: float } as const;

export const text = (value: string): AttributeValue => ({ kind: "string", value });
export const flag = (value: boolean): AttributeValue => ({ kind: "boolean", value });
export const integers = (...value: readonly number[]): AttributeValue => ({
  kind: "integers",
  value,
});

/** What adding one layer to a graph needs. */
export interface GraphPlace<L> {
  readonly graph: GraphBuilder;
  /** The node of the layer's input. */
  readonly input: string;
  /** The node of the tap that the layer reads. */
  readonly from?: string | undefined;
  readonly stage: PlacedLayer<L>;
  /** The node that reads one of the layer's weights. */
  readonly weight: (name: string) => string;
}

/** A graph of TensorFlow's operations in the making, for a batch of any size. */
export class GraphBuilder implements NodeSink {
  readonly nodes: GraphNode[] = [];
  /** Of the names of the nodes to come. */
  prefix = "";

  add(op: string, inputs: readonly string[], attributes: GraphNode["attributes"] = T): string {
    const name = `${this.prefix}/${this.nodes.length}-${op}`;
    this.nodes.push({ name, op, inputs, attributes });
    return name;
  }

  float(value: number): string {
    const values = Float32Array.of(value);
    return constantNodes(this, { dtype: "float32", shape: [], values });
  }

  floats(shape: Shape, values: Float32Array): string {
    return constantNodes(this, { dtype: "float32", shape, values });
  }

  integers(...list: readonly number[]): string {
    const values = Int32Array.from(list);
    return constantNodes(this, { dtype: "int32", shape: [list.length], values });
  }

  /** `[batch, ...shape]` of an input of as many numbers. */
  reshape(input: string, shape: Shape): string {
    return this.add("Reshape", [input, this.integers(-1, ...shape)], { ...T, Tshape: int32 });
  }

  /** `[batch, ...sizes]` as a shape, the batch that of an input. */
  batchAnd(input: string, sizes: Shape): string {
    const shape = this.add("Shape", [input], { ...T, out_type: int32 });
    const batch = this.add("Slice", [shape, this.integers(0), this.integers(1)], {
      T: int32,
      Index: int32,
    });
    const axis = constantNodes(this, { dtype: "int32", shape: [], values: Int32Array.of(0) });
    const attributes = { T: int32, Tidx: int32, N: { kind: "integer", value: 2 } } as const;
    return this.add("ConcatV2", [batch, this.integers(...sizes), axis], attributes);
  }

  /** A part of each sample, from `begin` on. */
  slice(input: string, begin: Shape, size: Shape): string {
    const inputs = [input, this.integers(0, ...begin), this.integers(-1, ...size)];
    return this.add("Slice", inputs, { ...T, Index: int32 });
  }

  /** `[batch, ..., size]` of the last axis from `from` on, of an input of this shape. */
  lastOf(input: string, shape: Shape, from: number, size: number): string {
    const others = shape.slice(0, -1);
    return this.slice(input, [...others.map(() => 0), from], [...others, size]);
  }

  /** Inputs behind each other along the last axis. */
  concat(inputs: readonly string[], rank: number): string {
    const axis = constantNodes(this, { dtype: "int32", shape: [], values: Int32Array.of(rank) });
    const attributes = { ...T, Tidx: int32, N: { kind: "integer", value: inputs.length } } as const;
    return this.add("ConcatV2", [...inputs, axis], attributes);
  }

  /** A picture made another size by one of TensorFlow's resizing operations. */
  resize(op: string, input: string, [height = 0, width = 0]: Shape, halfPixel: boolean): string {
    const attributes = { ...T, align_corners: flag(false), half_pixel_centers: flag(halfPixel) };
    return this.add(op, [input, this.integers(height, width)], attributes);
  }

  /** Mean over axes, which stay as ones. */
  mean(input: string, ...axes: readonly number[]): string {
    return this.add("Mean", [input, this.integers(...axes)], {
      ...T,
      Tidx: int32,
      keep_dims: flag(true),
    });
  }

  /** Zeros at the bottom and to the right of a picture. */
  pad(input: string, bottom: number, right: number): string {
    const values = Int32Array.of(0, 0, 0, bottom, 0, right, 0, 0);
    const paddings = constantNodes(this, { dtype: "int32", shape: [4, 2], values });
    return this.add("Pad", [input, paddings], { ...T, Tpaddings: int32 });
  }

  /**
   * A picture `[height, width, channels]` mapped along both sides by products of matrices.
   * @param matrix `[from, to]` for a side of `from` px.
   */
  alongSides(
    input: string,
    [height = 1, width = 1, channels = 1]: Shape,
    [rows = 1, columns = 1]: Shape,
    matrix: (from: number, to: number) => Float32Array,
  ): string {
    const turned = this.transpose(input, 0, 2, 3, 1);
    const tall = this.product(turned, [height, rows], matrix(height, rows));
    const shaped = this.reshape(tall, [width, channels, rows]);
    const wide = this.product(
      this.transpose(shaped, 0, 3, 2, 1),
      [width, columns],
      matrix(width, columns),
    );
    return this.transpose(this.reshape(wide, [rows, channels, columns]), 0, 1, 3, 2);
  }

  private transpose(input: string, ...order: readonly number[]): string {
    return this.add("Transpose", [input, this.integers(...order)], { ...T, Tperm: int32 });
  }

  /** Rows of an input times a matrix. */
  private product(input: string, shape: readonly [number, number], values: Float32Array): string {
    const rows = this.reshape(input, [shape[0]]);
    return this.add("MatMul", [rows, this.floats(shape, values)]);
  }
}
