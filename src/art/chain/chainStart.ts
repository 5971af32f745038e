import { resolve } from "node:path";
import { toRgb } from "../../data/decode.js";
import { atFullSize, withPictureFile } from "../../data/openPicture.js";
import { drawPainting } from "../../data/synthetic/paintings.js";
import { Random } from "../../engine/random.js";
import { ConfigError, expected } from "../../errors.js";
import { findRunAtStep } from "../../runs/runAtStep.js";
import { samplePictures } from "../../runs/samplePictures.js";
import { TrainedGenerator } from "../../runs/trainedGenerator.js";
import { type Images, joinPictures } from "../../shape.js";
import { latentsOf } from "../latentOf.js";
import type { ChainRecipe } from "./chainRecipe.js";

/** A square of a picture file: the shorter side to the size, the middle kept. */
async function squareOf(file: string, sizePx: number): Promise<Uint8Array> {
  const box = { width: sizePx, height: sizePx, fit: "cover" } as const;
  return withPictureFile(file, async (opened) => (await toRgb(atFullSize(opened), box)).data);
}

/** Pictures that the lab draws itself, which are nobody's. */
function drawn(
  { drawn, seeds }: { readonly drawn: string; readonly seeds: readonly number[] },
  sizePx: number,
) {
  return joinPictures(
    seeds.map((one) => ({
      ...drawPainting(drawn, sizePx, new Random(one, "chain start")),
      count: 1,
    })),
  );
}

function sampled(text: string, seeds: readonly number[], sizePx: number): Images {
  const { run, step } = findRunAtStep(text);
  if (run.iteration.translation.kind !== "none")
    throw new ConfigError(
      expected("chain: start", "a run that draws from latents", run.iteration.name),
    );
  const generator = new TrainedGenerator(run, step);
  try {
    const images = samplePictures(generator, latentsOf(generator, seeds));
    if (images.height === sizePx && images.channels === 3) return images;
    const what = `a run of ${sizePx} px in colour, the chain's size`;
    throw new ConfigError(
      expected(`chain: start, ${text}`, what, `${images.height} px, ${images.channels} channels`),
    );
  } finally {
    generator.dispose();
  }
}

/**
 * The pictures that a chain starts from, `[count, sizePx, sizePx, 3]`.
 * @param folder where picture files of the recipe are looked for.
 */
export async function chainStart({ start, sizePx }: ChainRecipe, folder: string): Promise<Images> {
  if ("drawn" in start) return drawn(start, sizePx);
  if ("run" in start) return sampled(start.run, start.seeds, sizePx);
  const form = { height: sizePx, width: sizePx, channels: 3 } as const;
  if ("noise" in start) {
    const random = new Random(start.noise, "chain noise");
    const length = start.count * sizePx * sizePx * 3;
    return {
      ...form,
      count: start.count,
      data: Uint8Array.from({ length }, () => random.integer(256)),
    };
  }
  const squares = await Promise.all(
    start.pictures.map((file) => squareOf(resolve(folder, file), sizePx)),
  );
  return { ...form, count: squares.length, data: Buffer.concat(squares) };
}
