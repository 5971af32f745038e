import { ConfigError, expected, unknownName } from "../../errors.js";
import { samplePictures } from "../../runs/samplePictures.js";
import type { TrainedGenerator } from "../../runs/trainedGenerator.js";
import type { Images } from "../../shape.js";
import { loadSharp } from "../../show/sharpWithFonts.js";
import { Canvas, middle } from "../canvas/canvas.js";
import { canvasPlan, cellPx, latentsFor } from "../canvas/canvasPlan.js";
import type { Film } from "../film.js";
import { frameCount, type LatentPath, PathLatents } from "./path.js";

/** How pictures are enlarged to a film's size. */
export const enlargements = ["nearest", "cubic", "mitchell", "lanczos3"] as const;

/** How large a film of latents is, and by what means. */
export interface FilmLook {
  /** Px of the frames; the network's own size unless said. */
  readonly width?: number;
  readonly height?: number;
  /** `canvas`: drawn in that size on a grid of latents; else drawn small and enlarged by this. */
  readonly enlarge?: "canvas" | (typeof enlargements)[number];
}

/** Latents drawn at once. */
const CHUNK = 16;

/** Most px of a frame's side. */
const MOST_PX = 8192;

function sizeOf({ iteration }: TrainedGenerator, { width, height }: FilmLook) {
  const side = iteration.data.imageSize;
  const size = { width: width ?? height ?? side, height: height ?? width ?? side };
  for (const [name, px] of Object.entries(size)) {
    if (Number.isInteger(px) && px >= 1 && px <= MOST_PX) continue;
    throw new ConfigError(expected(`film ${name}`, `1 to ${MOST_PX} px`, px));
  }
  return size;
}

/** Brings a picture into a frame, whole, black beside it. */
async function enlarged(
  { data, width, height, channels }: Images,
  size: { readonly width: number; readonly height: number },
  kernel: (typeof enlargements)[number],
): Promise<Images> {
  const picture = loadSharp()(data, { raw: { width, height, channels } });
  const resized = picture.resize({ ...size, kernel, fit: "contain", background: "#000" });
  const space = channels === 1 ? "b-w" : "srgb";
  const pixels = await resized.removeAlpha().toColourspace(space).raw().toBuffer();
  return { data: pixels, count: 1, channels, ...size };
}

async function* small(
  generator: TrainedGenerator,
  path: LatentPath,
  finish: (frame: Images) => Promise<Images>,
): AsyncIterable<Images> {
  const latents = new PathLatents(generator, path);
  const count = frameCount(path);
  for (let from = 0; from < count; from += CHUNK) {
    const frames = Array.from({ length: Math.min(CHUNK, count - from) }, (_, at) => from + at);
    const values = new Float32Array(frames.length * path.latentSize);
    frames.forEach((frame, at) => {
      values.set(latents.at(frame), at * path.latentSize);
    });
    const images = samplePictures(generator, values);
    const size = images.data.length / images.count;
    const cells = frames.map((_, at) =>
      finish({ ...images, count: 1, data: images.data.subarray(at * size, (at + 1) * size) }),
    );
    for (const frame of cells) yield await frame;
  }
}

async function* large(
  generator: TrainedGenerator,
  path: LatentPath,
  { width, height }: { readonly width: number; readonly height: number },
): AsyncIterable<Images> {
  const along = (px: number) => latentsFor(px, cellPx(generator));
  const plan = canvasPlan(generator, along(height), along(width));
  const latents = new PathLatents(generator, path, plan.rows * plan.columns);
  const canvas = new Canvas(generator, plan, "canvas");
  try {
    for (let frame = 0; frame < frameCount(path); frame++)
      yield middle(canvas.draw(latents.at(frame)), width, height);
  } finally {
    canvas.dispose();
  }
}

/**
 * The film of a generator that walks a path of latents, drawn as it is asked for: a few frames in
 * memory at a time.
 * @throws ConfigError for a path of another latent size, and sizes that cannot be.
 */
export function walkFilm(generator: TrainedGenerator, path: LatentPath, look: FilmLook = {}): Film {
  new PathLatents(generator, path); // refuses what cannot be walked
  const size = sizeOf(generator, look);
  const { imageSize: side, channels } = generator.iteration.data;
  const { enlarge = "cubic" } = look;
  const own = size.width === side && size.height === side;
  const film = { count: frameCount(path), ...size, channels };
  if (enlarge === "canvas") {
    canvasPlan(
      generator,
      latentsFor(size.height, cellPx(generator)),
      latentsFor(size.width, cellPx(generator)),
    );
    return { ...film, frames: () => large(generator, path, size) };
  }
  if (!enlargements.includes(enlarge)) {
    throw unknownName("enlargement", ["canvas", ...enlargements], enlarge);
  }
  const finish = (frame: Images) => (own ? Promise.resolve(frame) : enlarged(frame, size, enlarge));
  return { ...film, frames: () => small(generator, path, finish) };
}
