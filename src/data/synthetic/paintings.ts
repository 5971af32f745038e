import { createHash } from "node:crypto";
import { Random } from "../../engine/random.js";
import { unknownName } from "../../errors.js";
import type { DataSet } from "../dataSet.js";
import { decaySeries } from "../decay/decay.js";
import { loader } from "../loader.js";
import { loadSizeOf, type Picture, withChannels } from "../picture.js";
import { Canvas } from "./canvas.js";
import { grid, portrait } from "./indoors.js";
import type { Genre } from "./lots.js";
import { autumn, meadow, nocturne, seascape } from "./outdoors.js";

/** Times that a soft picture is blurred. */
const SOFTENED = 4;

/** Raised whenever the same seed draws something else. */
const version = 1;

const genres: Readonly<Record<string, Genre>> = {
  seascape,
  meadow,
  nocturne,
  portrait,
  grid,
  autumn,
};

/** The genres of the synthetic paintings, in the order of their labels. */
export const genreNames: readonly string[] = Object.keys(genres);

/** What decides a set of synthetic paintings. */
export interface PaintingsOptions {
  /** 2,000 if left out. */
  readonly count?: number;
  /** 1 if left out. */
  readonly seed?: number;
  /** Some of `genreNames`, to draw only these; all six if left out. */
  readonly genres?: readonly string[];
  /** Without the marks of a brush, as photographs are; marks are kept if left out. */
  readonly soft?: boolean;
}

/** Draws one painting as `[sizePx, sizePx, 3]`; the same picture, finer, at a larger size. */
export function drawPainting(genre: string, sizePx: number, random: Random): Picture {
  const canvas = new Canvas(sizePx, 3);
  (genres[genre] as Genre)(canvas, random);
  return { data: canvas.toBytes(), width: sizePx, height: sizePx, channels: 3 };
}

/**
 * Paintings drawn by the lab, genres in turn, at whatever size is asked for: never enlarged.
 * @throws `ConfigError` for a genre that there is not.
 */
export function drawnPaintings(name: string, options: PaintingsOptions = {}): DataSet {
  const { count = 2000, seed = 1, genres: labels = genreNames, soft } = options;
  const unknown = labels.find((label) => !genreNames.includes(label));
  if (unknown !== undefined) throw unknownName("genre", genreNames, unknown);
  const labelOf = (index: number) => index % labels.length;
  const paint = (index: number, sizePx: number) => {
    const random = new Random(seed, `painting ${index}`);
    const picture = drawPainting(labels[labelOf(index)] as string, sizePx, random);
    return soft ? (decaySeries(picture, { blur: 1 }, seed, SOFTENED).at(-1) as Picture) : picture;
  };
  const many = count.toLocaleString("en");
  return {
    name,
    origin: "synthetic",
    description: `${many} ${soft ? "soft pictures" : "paintings"} drawn by the lab (${labels.join(", ")}), seed ${seed}: synthetic`,
    count,
    labels,
    labelOf,
    nativeSize: undefined,
    unreadable: [],
    manifest: [],
    manifestHash: createHash("sha256")
      .update(JSON.stringify({ kind: "paintings", version, count, seed, labels, soft }))
      .digest("hex"),
    enlargedAt: () => 0,
    load: loader(count, (index, prepare) =>
      withChannels(paint(index, loadSizeOf(prepare)), prepare.channels),
    ),
  };
}
