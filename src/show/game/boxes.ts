import { describe, type Stage } from "../../nets/describe.js";
import type { Layer, Network } from "../../nets/layer.js";
import { sizeOf } from "../../shape.js";
import { blocksOf, repeated } from "./grouped.js";

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
  /** Whether it is a residual block. */
  readonly block?: true;
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
    case "instanceNorm":
      return "instance norm";
    case "reflectPad":
      return `mirrored edge, ${layer.pixels} px`;
    case "add":
      return "added to what went in";
    case "concat":
      return "beside its equal";
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

const sumOf = (stages: readonly Stage[], of: (stage: Stage) => number) =>
  stages.reduce((sum, stage) => sum + of(stage), 0);

/** A residual block as one box: what its convolutions are, each note once. */
function blockBox(stages: readonly Stage[]): Box {
  const convolutions = stages.filter(({ layer }) => heads.has(layer.kind));
  const [first, last] = [convolutions[0] as Stage, stages.at(-1) as Stage];
  const { title, detail } = headOf(first.layer, first.input);
  const inside = stages.slice(1, -1).filter((stage) => !convolutions.includes(stage));
  return {
    title: "residual block",
    detail: `${convolutions.length} ${title} ${detail.split(",")[0]}`,
    shape: last.output,
    notes: [...new Set(inside.map(noteOf))],
    parameters: sumOf(stages, trainableOf),
    macs: sumOf(stages, ({ macs }) => macs),
    block: true,
  };
}

/** The layers of a network as boxes, in order; equal ones side by side may be one. */
export function boxesOf(network: Network): readonly Box[] {
  const boxes: Box[] = [];
  let first: readonly Stage[] = []; // their work is the next box's
  for (const block of blocksOf(describe(network))) {
    const stage = block[0] as Stage;
    const { layer, input, output } = stage;
    const last = boxes.at(-1);
    if (block.length > 1) boxes.push(blockBox(block));
    else if (heads.has(layer.kind)) {
      const all = [...first, stage];
      const parameters = sumOf(all, trainableOf);
      const macs = sumOf(all, (one) => one.macs);
      const notes = first.map(noteOf);
      boxes.push({ ...headOf(layer, input), shape: output, notes, parameters, macs });
      first = [];
    } else if (layer.kind === "fork") continue;
    else if (layer.kind === "upsampleNearest" || layer.kind === "reflectPad" || !last)
      first = [...first, stage];
    else if (layer.kind === "reshape") boxes[boxes.length - 1] = { ...last, shape: output };
    else if (layer.kind !== "flatten") boxes[boxes.length - 1] = joined(last, stage);
  }
  return repeated(boxes);
}
