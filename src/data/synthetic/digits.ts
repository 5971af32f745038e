import { createHash } from "node:crypto";
import { Random } from "../../engine/random.js";
import type { DataSet } from "../dataSet.js";
import { digitPx, digitSet } from "../digits.js";
import { Canvas } from "./canvas.js";
import { digitStrokes, type PenLine, type Place } from "./digitStrokes.js";

/** Raised whenever the same seed draws something else. */
const version = 1;

const white = [255, 255, 255] as const;

/** Places along a Catmull-Rom curve (Catmull and Rom 1974), six for each piece. */
function along(places: readonly Place[]): Place[] {
  const at = (index: number) => places[Math.min(places.length - 1, Math.max(0, index))] as Place;
  const out: Place[] = [at(0)];
  for (let piece = 0; piece < places.length - 1; piece++) {
    const [a, b, c, d] = [at(piece - 1), at(piece), at(piece + 1), at(piece + 2)];
    for (let step = 1; step <= 6; step++) {
      const t = step / 6;
      const part = (axis: 0 | 1) =>
        0.5 *
        (2 * b[axis] +
          (c[axis] - a[axis]) * t +
          (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t +
          (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t * t * t);
      out.push([part(0), part(1)]);
    }
  }
  return out;
}

/** A hand: how it slants, turns, stretches and trembles, from the box of a digit to the canvas. */
function handOf(random: Random): (place: Place) => Place {
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const [width, height] = [between(10, 16), between(17, 21)];
  const slant = between(-0.15, 0.4);
  const angle = between(-0.18, 0.18);
  const shift = [between(-1, 1), between(-1, 1)] as const;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return ([boxX, boxY]) => {
    const y = (boxY - 0.5) * height;
    const x = (boxX - 0.5) * width - slant * y;
    return [
      (digitPx / 2 + shift[0] + x * cos - y * sin) / digitPx,
      (digitPx / 2 + shift[1] + x * sin + y * cos) / digitPx,
    ];
  };
}

/** Draws one digit, 28 px, white on black, as a hand might write it. */
export function drawDigit(digit: number, random: Random): Uint8Array {
  const canvas = new Canvas(digitPx, 1);
  const ways = digitStrokes[digit] as readonly (readonly PenLine[])[];
  const lines = ways[random.integer(ways.length)] as readonly PenLine[];
  const hand = handOf(random);
  const width = (1.6 + 2.2 * random.uniform()) / digitPx;
  const tremble = ([x, y]: Place): Place => [
    x + 0.035 * random.normal(),
    y + 0.025 * random.normal(),
  ];
  for (const { kind, places } of lines) {
    const moved = places.map(tremble);
    const path = (kind === "curve" ? along(moved) : moved).map(hand);
    for (let at = 1; at < path.length; at++)
      canvas.stroke({ from: path[at - 1] as Place, to: path[at] as Place, width, colour: white });
  }
  return canvas.toBytes();
}

/**
 * Digits drawn by the lab in place of MNIST: labels in turn 0..9, hand and tremble from the seed.
 * @param name `mnist` or `mnist-test`, which never share a digit.
 */
export function drawnDigits(name: string, count: number, seed = 1): DataSet {
  const said = `${count.toLocaleString("en")} digits drawn by the lab, 28x28 grey, seed ${seed}`;
  return digitSet({
    name,
    origin: "synthetic",
    description: `${said}: synthetic, not MNIST`,
    manifestHash: createHash("sha256")
      .update(JSON.stringify({ kind: "digits", version, name, count, seed }))
      .digest("hex"),
    labels: Uint8Array.from({ length: count }, (_, index) => index % 10),
    pixels: (index) => drawDigit(index % 10, new Random(seed, `${name} digit ${index}`)),
  });
}
