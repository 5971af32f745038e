import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, expected } from "../errors.js";
import { filmColumns } from "../runs/filmFrames.js";
import type { Run } from "../runs/run.js";
import type { Images } from "../shape.js";
import { loadSharp } from "../show/sharpWithFonts.js";

/** A frame that a run kept. */
export interface KeptFrame {
  readonly step: number;
  readonly file: string;
}

/** The frames that a run kept, by step. @throws ConfigError where there are none. */
export function keptFrames(run: Run): readonly KeptFrame[] {
  const folder = join(run.folder, "film");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const frames = names
    .flatMap((name) => {
      const step = /^step-(\d+)\.png$/.exec(name)?.[1];
      return step === undefined ? [] : [{ step: Number(step), file: join(folder, name) }];
    })
    .sort((a, b) => a.step - b.step);
  if (frames.length > 0) return frames;
  throw new ConfigError(expected(`film of ${run.name}`, "a run that kept frames", "none"));
}

/** The pictures of one kept frame. @throws ConfigError for a file that is damaged. */
export async function readFrame({ file }: KeptFrame, channels: 1 | 3): Promise<Images> {
  const sheet = loadSharp()(file).toColourspace(channels === 1 ? "b-w" : "srgb");
  const { data, info } = await sheet
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw new ConfigError(`${file}: expected a frame of a film, got a damaged file`);
    });
  return cellsOf({ data, count: 1, height: info.height, width: info.width, channels });
}

/** Takes a sheet of `filmColumns` squared pictures apart. */
function cellsOf({ data, width, height, channels }: Images): Images {
  const [w, h] = [width / filmColumns, height / filmColumns];
  const cells = new Uint8Array(data.length);
  const line = w * channels;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < filmColumns; column++) {
      const cell = Math.floor(row / h) * filmColumns + column;
      const from = (row * width + column * w) * channels;
      cells.set(data.subarray(from, from + line), (cell * h + (row % h)) * line);
    }
  }
  return { data: cells, count: filmColumns ** 2, height: h, width: w, channels };
}
