import { shapeText } from "../../shape.js";
import type { Box } from "./boxes.js";
import { ink, rect, text } from "./draw.js";
import { compact, type Player } from "./gamePlan.js";
import { type Faces, solid, solidHeightPx } from "./solid.js";

const noteLines = 4;
const notePx = 12;

/** Height of every box. */
export const boxHeightPx = solidHeightPx + 108 + noteLines * notePx;

/** Part of a whole as a thin bar. */
function shareBar(
  place: { readonly x: number; readonly y: number; readonly width: number },
  part: number,
  whole: number,
  colour: string,
): string {
  const filled = whole > 0 ? Math.max(1, (place.width * part) / whole) : 0;
  return (
    rect({ ...place, height: 4 }, "#e2e2de", "none", 2) +
    rect({ ...place, height: 4, width: filled }, colour, "none", 2)
  );
}

/** A layer: the array that leaves it as a solid, what it is, and its shares of the network. */
export function layerBox(
  box: Box,
  player: Player,
  faces: Faces,
  place: { readonly x: number; readonly y: number; readonly width: number },
): string {
  const { x, y, width } = place;
  const middle = x + width / 2;
  const base = y + solidHeightPx;
  const costs = base + 49 + noteLines * notePx;
  const bar = { x: x + 8, width: width - 16 };
  const small = { size: 9, colour: ink.faint };
  return [
    rect({ ...place, height: boxHeightPx }, ink.box, "#dededa"),
    solid(box.shape, middle, base - 4, faces),
    text(middle, base + 14, box.title, { size: width < 104 ? 8.8 : 10, bold: true }),
    text(middle, base + 27, box.detail, { size: 9.5, colour: ink.faint }),
    text(middle, base + 43, shapeText(box.shape), { bold: true, colour: faces.front }),
    ...box.notes
      .slice(0, noteLines)
      .map((note, line) => text(middle, base + 57 + notePx * line, note, small)),
    text(middle, costs + 18, `${compact(box.parameters)} parameters`, { size: 8.8 }),
    shareBar({ ...bar, y: costs + 23 }, box.parameters, player.parameters, faces.front),
    text(middle, costs + 41, compact(box.macs, "MAC"), { size: 8.8 }),
    shareBar({ ...bar, y: costs + 46 }, box.macs, player.macs, "#888888"),
  ].join("");
}
