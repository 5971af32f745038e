import type { BoardPicture } from "../../show/board/board.js";
import { latestAt } from "../../show/board/stages.js";
import { loadSharp } from "../../show/sharpWithFonts.js";
import type { Run, StatRow } from "../run.js";

/** A run's grids and where they lie in kimg, ascending. */
export interface GridPlaces {
  readonly steps: readonly number[];
  readonly kimgs: readonly number[];
}

/** Where a run's grids lie; a grid past the last row of statistics is placed by the batch size. */
export function gridPlaces(run: Run, rows: readonly StatRow[]): GridPlaces {
  const kimgAt = new Map(rows.map((row) => [row.step, row.kimg]));
  const perStep = run.iteration.training.batchSize / 1000;
  const steps = run.gridSteps();
  return { steps, kimgs: steps.map((step) => kimgAt.get(step) ?? step * perStep) };
}

/** A picture as a data URI of about `most` bytes: as it is if small, else as WebP, at last halved. */
async function dataUri(png: Uint8Array, most: number): Promise<string> {
  const uri = (type: string, bytes: Uint8Array) =>
    `data:image/${type};base64,${Buffer.from(bytes).toString("base64")}`;
  if (png.length <= most) return uri("png", png);
  const webp = await loadSharp()(png).webp({ quality: 82 }).toBuffer();
  const { width = 0 } = await loadSharp()(png).metadata();
  if (webp.length <= most || width <= 256) return uri("webp", webp);
  const half = loadSharp()(png).resize({ width: Math.round(width / 2) });
  return uri("webp", await half.webp({ quality: 82 }).toBuffer());
}

/** A run's pictures for the stages of a board. */
export interface StagePictures {
  readonly pictures: readonly BoardPicture[];
  readonly atStage: readonly number[];
}

/**
 * The pictures of a run that a board's stages show, each once.
 * @param most bytes of a picture, about.
 */
export async function stagePictures(
  run: Run,
  places: GridPlaces,
  stages: readonly number[],
  most: number,
): Promise<StagePictures> {
  const wanted = stages.map((kimg) => latestAt(places.kimgs, kimg));
  const kept = [...new Set(wanted)].filter((index) => index >= 0);
  const pictures: BoardPicture[] = [];
  for (const index of kept) {
    const step = places.steps[index] ?? 0;
    const src = await dataUri(run.grid(step), most);
    pictures.push({ step, kimg: places.kimgs[index] ?? 0, src });
  }
  return { pictures, atStage: wanted.map((index) => kept.indexOf(index)) };
}
