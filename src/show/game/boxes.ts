import { describe, type Stage } from "../../nets/describe.js";
import { kindOf, type Network } from "../../nets/layer.js";
import type { Caption } from "../../nets/layerKind.js";
import { sizeOf } from "../../shape.js";
import { blocksOf, repeated } from "./grouped.js";

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

type BoxCaption = Extract<Caption, { role: "box" }>;

const captionOf = (stage: Stage): Caption => kindOf(stage.layer).caption(stage);

/** What a layer says in another's box. */
function noteOf(stage: Stage): string {
  const caption = captionOf(stage);
  return caption.role === "box" ? caption.title : caption.text;
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
  const convolutions = stages.filter((stage) => captionOf(stage).role === "box");
  const last = stages.at(-1) as Stage;
  const { title, detail } = captionOf(convolutions[0] as Stage) as BoxCaption;
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
    const caption = captionOf(stage);
    const last = boxes.at(-1);
    if (block.length > 1) boxes.push(blockBox(block));
    else if (caption.role === "box") {
      const { title, detail } = caption;
      const all = [...first, stage];
      const parameters = sumOf(all, trainableOf);
      const macs = sumOf(all, (one) => one.macs);
      const notes = first.map(noteOf);
      boxes.push({ title, detail, shape: stage.output, notes, parameters, macs });
      first = [];
    } else if (stage.layer.kind === "tap") continue;
    else if (caption.role === "lead" || !last) first = [...first, stage];
    else if (caption.role === "shape") boxes[boxes.length - 1] = { ...last, shape: stage.output };
    else if (caption.role !== "hidden") boxes[boxes.length - 1] = joined(last, stage);
  }
  return repeated(boxes);
}
