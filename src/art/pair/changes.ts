import { ConfigError, expected } from "../../errors.js";
import type { Images } from "../../shape.js";
import type { Film } from "../film.js";

/** Cells a side of the maps that say where a film changes. */
const MAP = 16;

/** How a film moves: from each frame to the next, how much and where. */
export interface Changes {
  /** Mean absolute change of all values, in grey levels. */
  readonly amounts: readonly number[];
  /** The same in each of 16 x 16 cells, row by row. */
  readonly places: readonly Float32Array[];
  /** Change from the last frame back to the first. */
  readonly closing: number;
}

/** Mean absolute change in each cell of the map. */
function mapOf(one: Images, other: Images): Float32Array {
  const { width, height, channels } = one;
  const [sums, counts] = [new Float32Array(MAP * MAP), new Float32Array(MAP * MAP)];
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * MAP) / height) * MAP;
    for (let x = 0; x < width; x++) {
      const cell = row + Math.floor((x * MAP) / width);
      const from = (y * width + x) * channels;
      for (let at = from; at < from + channels; at++)
        sums[cell] =
          (sums[cell] as number) + Math.abs((one.data[at] as number) - (other.data[at] as number));
      counts[cell] = (counts[cell] as number) + channels;
    }
  }
  return sums.map((sum, cell) => sum / (counts[cell] || 1));
}

const meanOf = (map: Float32Array) => map.reduce((sum, value) => sum + value, 0) / map.length;

/** Draws a film and keeps how it moves. @throws ConfigError for a film of fewer than three frames. */
export async function changesOf(film: Film): Promise<Changes> {
  const places: Float32Array[] = [];
  let first: Images | undefined;
  let last: Images | undefined;
  for await (const frame of film.frames()) {
    if (last) places.push(mapOf(last, frame));
    first ??= frame;
    last = frame;
  }
  if (!first || !last || places.length < 2) {
    throw new ConfigError(expected("film to measure", "at least 3 frames", film.count));
  }
  return { amounts: places.map(meanOf), places, closing: meanOf(mapOf(last, first)) };
}
