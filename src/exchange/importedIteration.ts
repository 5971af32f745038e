import { derive } from "../iterations/derive.js";
import type { Iteration } from "../iterations/iteration.js";
import { kerasGANv5 } from "../iterations/kerasGANv5.js";
import type { Dcgan } from "./dcganOf.js";

/** What an imported game is made of; a network that was not brought has dcgan.torch's own sizes. */
export interface ImportedGame {
  readonly imageSize: number;
  readonly channels: 1 | 3;
  readonly latentDim: number;
  readonly generatorFilters: number;
  readonly discriminatorFilters: number;
}

/** dcgan.torch's own sizes: nz, ngf and ndf. */
const [NZ, NGF, NDF] = [100, 64, 64];

/** Joins what was brought: one network or both. */
export function gameOf(brought: readonly Dcgan[]): ImportedGame {
  const [first] = brought;
  const of = (role: Dcgan["role"]) => brought.find((dcgan) => dcgan.role === role);
  return {
    imageSize: first?.imageSize ?? 64,
    channels: first?.channels ?? 3,
    latentDim: of("generator")?.latentDim ?? NZ,
    generatorFilters: of("generator")?.filters ?? NGF,
    discriminatorFilters: of("discriminator")?.filters ?? NDF,
  };
}

/**
 * The iteration of an imported DCGAN: Barrat's settings, which are dcgan.torch's, so that training
 * can go on from it. The data set is only where fine-tuning would look if it names none.
 */
export function importedIteration(preset: string, game: ImportedGame): Iteration {
  const { imageSize, channels, latentDim, generatorFilters, discriminatorFilters } = game;
  const title = `An imported DCGAN of ${imageSize} px`;
  return derive(
    kerasGANv5.asTold,
    { name: "imported", preset, title },
    {
      data: {
        set: channels === 1 ? "mnist" : "paintings",
        imageSize,
        channels,
        cropMarginPx: Math.round(imageSize / 8),
        flip: false,
      },
      generator: { filters: [generatorFilters], latentDim },
      discriminator: { filters: [discriminatorFilters] },
      training: { steps: 2000, loss: "bceLogits", checkpointEvery: 200 },
      sampling: { every: 50, grid: 4, render: channels === 1 ? "grey" : "rgb" },
    },
  );
}
