import { shapeText } from "../../shape.js";
import { arrow, card, ink, text } from "./draw.js";
import { endPx, hillsPicture, noisePicture } from "./ends.js";
import { compact, type GamePlan, gameText, type Player, type Range } from "./gamePlan.js";
import { boxHeightPx, layerBox } from "./layerBox.js";
import type { Faces } from "./solid.js";

const margin = 16;
/** Room for what goes into a network and what comes out. */
const sidePx = 112;
const gapPx = 7;
/** The card, and a box where there are so many that the card must be wider. */
const [leastWidthPx, leastBoxPx] = [1080, 96];
const firstRow = 76;
const channel = firstRow + boxHeightPx + 22;
const secondRow = channel + 44;
const height = secondRow + boxHeightPx + 40;

const blue: Faces = { front: "#0072b2", side: "#4d9fcf", top: "#8cc4e6" };
const orange: Faces = { front: "#c65500", side: "#e68f4d", top: "#f2bd95" };
const green: Faces = { front: "#00785a", side: "#56b894", top: "#e6b93c" };

/** Heights of the arrows: out of and into networks, and from the training set. */
const arrowPx = 50;
const realsPx = 130;

const left = margin + sidePx / 2;
const rightOf = (width: number) => width - margin - sidePx / 2;

/** How wide the card is for these boxes. */
function widthOf({ generator, discriminator }: GamePlan): number {
  const count = Math.max(generator.boxes.length, discriminator.boxes.length);
  const needed = 2 * (margin + sidePx) + count * (leastBoxPx + gapPx);
  return count > 10 ? Math.max(leastWidthPx, needed) : leastWidthPx;
}

const rangeText = ([low, high]: Range) => `${low} … ${high}`;

/** Where a row of the drawing lies. */
interface Place {
  readonly y: number;
  readonly width: number;
}

/** A network's boxes between the two ends. @param inputs where arrows lead into it, px below `y`. */
function row(player: Player, faces: Faces, { y, width }: Place, inputs: readonly number[]): string {
  const from = margin + sidePx;
  const room = width - 2 * from;
  const count = player.boxes.length;
  const boxPx = Math.min(128, (room - gapPx * (count - 1)) / count);
  const start = from + (room - boxPx * count - gapPx * (count - 1)) / 2;
  const boxes = player.boxes.map((box, at) =>
    layerBox(box, player, faces, { x: start + at * (boxPx + gapPx), y, width: boxPx }),
  );
  const across = (x: number, to: number, below: number) => {
    const [from, end] = [[x, y + below] as const, [to, y + below] as const];
    return arrow([from, end]);
  };
  const arrows = inputs.map((below) => across(from - 12, start - 3, below));
  arrows.push(across(width - start + 2, width - from + 12, arrowPx));
  return [...boxes, ...arrows].join("");
}

function heading(name: string, { parameters, macs }: Player, faces: Faces, place: Place): string {
  const { y, width } = place;
  const costs = `${compact(parameters)} parameters, ${compact(macs, "MAC")} for one picture`;
  return (
    text(margin + sidePx, y, name, { size: 13, bold: true, colour: faces.front, anchor: "start" }) +
    text(width - margin - sidePx, y, costs, { size: 10.5, colour: ink.faint, anchor: "end" })
  );
}

/** What goes into G and what comes out. */
function generatorEnds({ input, fakes }: GamePlan, width: number): string {
  const right = rightOf(width);
  const y = firstRow + 20;
  const below = y + endPx;
  return [
    input.kind === "noise"
      ? noisePicture(left - endPx / 2, y)
      : hillsPicture(left - endPx / 2, y, orange),
    text(left, below + 15, input.title, { bold: true }),
    text(left, below + 29, shapeText(input.shape)),
    text(left, below + 42, input.detail, { size: 9.5, colour: ink.faint }),
    hillsPicture(right - endPx / 2, y, blue),
    text(right, below + 15, "fake picture", { bold: true }),
    text(right, below + 29, shapeText(fakes.shape)),
  ].join("");
}

/** The two ways into D, with the numbers that arrive on each, and its answer. */
function discriminatorEnds({ fakes, reals, answer }: GamePlan, width: number): string {
  const right = rightOf(width);
  const differ = fakes.range.join() !== reals.range.join();
  const range = { bold: true, colour: differ ? ink.warning : ink.text };
  const y = secondRow + 100;
  const below = y + endPx;
  const words = differ ? ["reals and fakes", "differ in range"] : [];
  return [
    arrow([
      [right, firstRow + 20 + endPx + 36],
      [right, channel],
      [left, channel],
      [left, secondRow + 22],
    ]),
    text(left, secondRow + 36, "fake", { bold: true }),
    text(left, secondRow + 50, rangeText(fakes.range), range),
    text(left, secondRow + 80, "or", { colour: ink.faint }),
    ...[6, 3, 0].map((shift) => hillsPicture(left - endPx / 2 + shift, y - shift, green)),
    text(left, below + 15, reals.title, { bold: true }),
    text(left, below + 29, reals.set),
    text(left, below + 43, rangeText(reals.range), range),
    ...words.map((line, at) =>
      text(left, below + 62 + 12 * at, line, { size: 9.5, colour: ink.warning }),
    ),
    text(right, secondRow + 46, "real", { size: 13, bold: true, colour: green.front }),
    text(right, secondRow + 61, "or fake?", { size: 13, bold: true, colour: blue.front }),
    text(right, secondRow + 77, answer, { size: 9.5, colour: ink.faint }),
  ].join("");
}

/**
 * The game as a drawing on a light card: noise or a picture into the generator, its picture or a real one into the
 * discriminator, every layer a box with shape, parameters and cost; SVG that loads nothing.
 */
export function gameSvg(plan: GamePlan): string {
  const { title, generator, discriminator, facts, besides } = plan;
  const width = widthOf(plan);
  const at = (y: number): Place => ({ y, width });
  return card(width, height, gameText(plan), [
    text(margin, 26, title, { size: 15, bold: true, anchor: "start" }),
    text(width - margin, 26, besides.join("  ·  "), { size: 10.5, anchor: "end" }),
    heading("Generator", generator, blue, at(firstRow - 10)),
    heading("Discriminator", discriminator, orange, at(secondRow - 10)),
    row(generator, blue, at(firstRow), [arrowPx]),
    row(discriminator, orange, at(secondRow), [arrowPx, realsPx]),
    generatorEnds(plan, width),
    discriminatorEnds(plan, width),
    text(margin, height - 16, facts.join("  ·  "), { size: 10.5, anchor: "start" }),
  ]);
}
