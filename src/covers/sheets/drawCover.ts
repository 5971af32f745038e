import { numbersOf } from "../../art/latentOf.js";
import { ConfigError, expected } from "../../errors.js";
import type { Run } from "../../runs/run.js";
import { samplePictures } from "../../runs/samplePictures.js";
import { loadSharp } from "../../show/sharpWithFonts.js";
import { withShares } from "../../training/latents.js";
import { type CoverChoice, coverShares } from "./coverShares.js";
import { type CoverText, coverType } from "./coverType.js";
import { checkTold, withTold } from "./withTold.js";

/** Side of a cover as record shops want it. */
const SIDE_PX = 1400;

/** Which cover, and what stands on it. */
export interface CoverOptions extends CoverText, CoverChoice {
  /** Number of its latent; 1 unless said. */
  readonly number?: number;
  /** Side of the PNG in px, 1,400 unless said. */
  readonly sizePx?: number;
  /** A checkpoint's step; the last one by default. */
  readonly step?: number;
}

/** A cover as a file, and how it came to its size. */
export interface DrawnCover {
  readonly png: Uint8Array;
  /** `drawn at 64 px, enlarged 21.9 times to 1400 px by Mitchell's bicubic filter` */
  readonly note: string;
}

/** How a picture of one size becomes one of another, in words. */
function noteOf(drawnPx: number, sizePx: number): string {
  if (drawnPx === sizePx) return `drawn at ${drawnPx} px`;
  const times = (sizePx / drawnPx).toFixed(1);
  return `drawn at ${drawnPx} px, enlarged ${times} times to ${sizePx} px by Mitchell's bicubic filter`;
}

/**
 * One cover as a PNG of 1,400 px with artist and title set in type. The enlargement adds no detail:
 * it is named in the note and in the file's own description.
 * @throws ConfigError for a run without genres or attributes, unknown ones, sizes below what is drawn, and
 * characters that the font does not have.
 */
export async function drawCover(run: Run, options: CoverOptions): Promise<DrawnCover> {
  const { number = 1, sizePx = SIDE_PX } = options;
  const { imageSize } = run.iteration.data;
  if (!Number.isInteger(sizePx) || sizePx < imageSize || sizePx > 8192)
    throw new ConfigError(expected("size", `whole px from ${imageSize} to 8192`, sizePx));
  if (!Number.isInteger(number) || number < 0)
    throw new ConfigError(expected("number", "a whole number of at least 0", number));
  const type = coverType(options, sizePx);
  checkTold(run);
  const shares = coverShares(run.iteration.condition, options);
  const picture = withTold(run, options.step, (generator) =>
    samplePictures(generator, withShares(numbersOf(generator, number), [shares])),
  );
  const { data, width, height, channels } = picture;
  const note = noteOf(imageSize, sizePx);
  const png = await loadSharp()(data, { raw: { width, height, channels } })
    .toColourspace("srgb")
    .resize(sizePx, sizePx, { kernel: "mitchell" })
    .composite([{ input: Buffer.from(type), left: 0, top: 0 }])
    .removeAlpha()
    .withExif({ IFD0: { ImageDescription: `gan-atelier, ${run.name}: ${note}` } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  return { png, note };
}
