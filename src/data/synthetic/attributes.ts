import { createHash } from "node:crypto";
import { Random } from "../../engine/random.js";
import type { DataSet } from "../dataSet.js";
import { loader } from "../loader.js";
import { loadSizeOf, type Picture, withChannels } from "../picture.js";
import { Canvas, type Colour, mix } from "./canvas.js";
import { between } from "./lots.js";

/** Raised whenever the same seed draws something else. */
const version = 1;

/** Attributes as music services name them, from a level 0..1 to their usual units. */
const units: Readonly<Record<string, (level: number) => number>> = {
  danceability: (level) => level,
  energy: (level) => level ** 2, // uneven, as real ones are
  loudness: (level) => -24 + 20 * level, // dB
  tempo: (level) => 60 + 120 * level, // beats a minute
  liveness: (level) => level,
};

/** The attributes of the drawn covers, in the order of their columns. */
export const drawnAttributeNames: readonly string[] = Object.keys(units);

/** Levels of a cover's attributes, in their order. */
type Levels = readonly [number, number, number, number, number];

const levelsOf = (random: Random): Levels => [
  random.uniform(),
  random.uniform(),
  random.uniform(),
  random.uniform(),
  random.uniform(),
];

/**
 * A cover whose looks follow its attributes: danceability is the size of a disc, energy the ground's
 * colour from blue to red, loudness its brightness, tempo the number of bars; liveness is nothing that
 * can be seen.
 */
function drawCover(
  [danceability, energy, loudness, tempo]: Levels,
  sizePx: number,
  random: Random,
) {
  const canvas = new Canvas(sizePx, 3);
  const bright = (colour: Colour, by: number) => mix([0, 0, 0], colour, by);
  const light = 0.35 + 0.65 * loudness;
  const hue = mix([40, 90, 230], [240, 70, 40], energy);
  const ground = bright(hue, light);
  canvas.gradient(0, 1, ground, bright(hue, 0.85 * light));
  const bars = 1 + 5 * tempo;
  const shift = random.uniform();
  for (let bar = 0; bar < bars + 1; bar++) {
    const left = (bar + shift - 1) / bars;
    canvas.rectangle(left, 0.55, left + 0.5 / bars, 1, bright(hue, 0.4 * light));
  }
  const at = [between(random, 0.3, 0.7), between(random, 0.22, 0.34)] as const;
  const radius = 0.05 + 0.22 * danceability;
  canvas.ellipse(at, radius, radius, mix(ground, [255, 255, 240], 0.75));
  return { data: canvas.toBytes(), width: sizePx, height: sizePx, channels: 3 } satisfies Picture;
}

/** Covers drawn by the lab after a table of attributes, each independent of the others. */
export function drawnAttributes(name: string, { count = 1500, seed = 1 } = {}): DataSet {
  const lotsOf = (index: number) => new Random(seed, `cover ${index}`);
  const ways = Object.values(units);
  const paint = (index: number, sizePx: number): Picture => {
    const random = lotsOf(index);
    return drawCover(levelsOf(random), sizePx, random);
  };
  const many = count.toLocaleString("en");
  const names = drawnAttributeNames;
  return {
    name,
    origin: "synthetic",
    description: `${many} covers drawn by the lab after ${names.join(", ")}, seed ${seed}: synthetic`,
    count,
    labels: [],
    labelOf: () => -1,
    attributes: {
      names,
      of: (index) => levelsOf(lotsOf(index)).map((level, at) => ways[at]?.(level) ?? level),
    },
    nativeSize: undefined,
    unreadable: [],
    manifest: [],
    manifestHash: createHash("sha256")
      .update(JSON.stringify({ kind: "attributes", version, count, seed, names }))
      .digest("hex"),
    enlargedAt: () => 0,
    load: loader(count, (index, prepare) =>
      withChannels(paint(index, loadSizeOf(prepare)), prepare.channels),
    ),
  };
}
