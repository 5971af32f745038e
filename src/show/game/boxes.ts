import { describe, type Stage } from "../../nets/describe.js";
import type { Layer, Network } from "../../nets/layer.js";
import { sizeOf } from "../../shape.js";

/** `128 × 128 × 3`; what has one row and one column is a list of numbers. */
export function shapeText(shape: readonly number[]): string {
  const [first, second, ...rest] = shape;
  const flat = rest.length > 0 && first === 1 && second === 1 ? rest : shape;
  return flat.map((size) => size.toLocaleString("en")).join(" × ");
}

/** One box of a drawn network: a layer with weights and what belongs to it. */
export interface Box {
  /** `transposed conv` */
  readonly title: string;
  /** `5 × 5, stride 2` */
  readonly detail: string;
  /** Shape of what leaves the box. */
  readonly shape: readonly number[];
  /** Norm, activation, dropout and whatever else has no weights of its own worth a box. */
  readonly notes: readonly string[];
  /** Trainable numbers. */
  readonly parameters: number;
  /** Multiply-adds of one forward pass per sample. */
  readonly macs: number;
}

/** Kinds that begin a box; the others are notes of the box before, or of the next. */
const heads: ReadonlySet<Layer["kind"]> = new Set([
  "dense",
  "conv",
  "convTranspose",
  "resizeBilinear",
]);

function headOf(layer: Layer, input: readonly number[]): Pick<Box, "title" | "detail"> {
  switch (layer.kind) {
    case "dense":
      return { title: "dense", detail: `${shapeText(input)} → ${shapeText([layer.units])}` };
    case "conv":
    case "convTranspose": {
      const { kernelSize, strides, padding } = layer;
      const detail = `${kernelSize} × ${kernelSize}, ${padding === "valid" ? "no padding" : `stride ${strides}`}`;
      return { title: layer.kind === "conv" ? "conv" : "transposed conv", detail };
    }
    case "resizeBilinear":
      return { title: "enlarged", detail: `bilinear, × ${layer.size / (input[0] ?? 1)}` };
    default:
      return { title: layer.kind, detail: "" };
  }
}

function noteOf({ layer, output }: Stage): string {
  switch (layer.kind) {
    case "batchNorm":
      return `batch norm ${layer.momentum}`;
    case "dropout":
      return `dropout ${layer.rate}${layer.live ? "" : ", inert"}`;
    case "leakyRelu":
      return `leaky ReLU ${layer.slope}`;
    case "relu":
      return "ReLU";
    case "upsampleNearest":
      return `after nearest × ${layer.factor}`;
    case "zeroPad":
      return `padded to ${output[0]}`;
    case "crop":
      return `cut to ${output[0]}`;
    default:
      return layer.kind;
  }
}

/** A box with another layer's work in it. */
function joined(box: Box, stage: Stage): Box {
  const parameters = box.parameters + trainableOf(stage);
  const macs = box.macs + stage.macs;
  return { ...box, shape: stage.output, notes: [...box.notes, noteOf(stage)], parameters, macs };
}

const trainableOf = ({ weights }: Stage) =>
  weights.reduce((sum, { shape, trainable }) => sum + (trainable ? sizeOf(shape) : 0), 0);

/** The layers of a network as boxes, in order. */
export function boxesOf(network: Network): readonly Box[] {
  const boxes: Box[] = [];
  let first: readonly Stage[] = []; // their work is the next box's
  for (const stage of describe(network)) {
    const { layer, input, output } = stage;
    const last = boxes.at(-1);
    if (heads.has(layer.kind)) {
      const all = [...first, stage];
      const parameters = all.reduce((sum, one) => sum + trainableOf(one), 0);
      const macs = all.reduce((sum, one) => sum + one.macs, 0);
      const notes = first.map(noteOf);
      boxes.push({ ...headOf(layer, input), shape: output, notes, parameters, macs });
      first = [];
    } else if (layer.kind === "upsampleNearest" || !last) first = [...first, stage];
    else if (layer.kind === "reshape") boxes[boxes.length - 1] = { ...last, shape: output };
    else if (layer.kind !== "flatten") boxes[boxes.length - 1] = joined(last, stage);
  }
  return boxes;
}
