import { ConfigError, expected } from "../errors.js";
import { conv40Discriminator, conv40Generator } from "../nets/conv40.js";
import { dcganDiscriminator, dcganGenerator } from "../nets/dcgan.js";
import { denseDiscriminator, denseGenerator } from "../nets/denseNets.js";
import { kerasConvDiscriminator, kerasConvGenerator } from "../nets/kerasConv256.js";
import type { Network } from "../nets/layer.js";
import { sigmoid } from "../nets/layers/activations.js";
import { mohrDiscriminator, mohrGenerator } from "../nets/mohr.js";
import { patchDiscriminator } from "../nets/patch.js";
import { residualGenerator, upscaleGenerator } from "../nets/residual.js";
import { strideOneDiscriminator, strideOneGenerator } from "../nets/strideOne64.js";
import { unetGenerator } from "../nets/unet.js";
import { upConvGenerator, upConvMaps } from "../nets/upConv.js";
import { upConv256Discriminator, upConv256Generator } from "../nets/upConv256.js";
import { classCount, type Iteration, type LossName, type NetworkKind } from "./iteration.js";

/** The sizes a kind of network can have: some alone, or every multiple of something. */
const allowedSizes: Readonly<
  Record<NetworkKind, { readonly only?: readonly number[]; readonly multipleOf?: number }>
> = {
  mohr: { multipleOf: 4 },
  dense: {},
  dcgan: { multipleOf: 2 },
  conv40: { only: [40] },
  kerasConv256: { multipleOf: 8 },
  upConv: { multipleOf: 2 },
  upConv256: { only: [16, 32, 64, 128, 256] },
  strideOne64: {},
  residual: { multipleOf: 4 },
  unet: { only: [16, 32, 64, 128, 256, 512] },
  upscale: {},
  patch: { multipleOf: 8 },
};

function checkSize(network: NetworkKind, imageSize: number): void {
  const { only, multipleOf = 1 } = allowedSizes[network];
  if (only && !only.includes(imageSize)) {
    const which = only.length === 1 ? "the only size" : "the sizes";
    throw new ConfigError(
      expected("data.imageSize", `${only.join(", ")} px, ${which} of ${network}`, imageSize),
    );
  }
  if (imageSize < 8 || imageSize % multipleOf !== 0) {
    const what = `at least 8 px and a multiple of ${multipleOf} for ${network}`;
    throw new ConfigError(expected("data.imageSize", what, imageSize));
  }
}

function checkMaps(filters: readonly number[], maps: number): void {
  if (filters.length >= maps) return;
  const what = `at least ${maps} numbers, one for each map from 4 px on`;
  throw new ConfigError(expected("generator.filters", what, filters));
}

const notA = (player: string, network: NetworkKind) =>
  new ConfigError(expected(`${player}.network`, `a ${player}'s`, network));

/** What a network's builder must know of the classes. @throws ConfigError where it cannot have any. */
function conditionOf(iteration: Iteration, network: NetworkKind) {
  const { kind } = iteration.condition;
  if (kind === "none") return {};
  if (network !== "dcgan")
    throw new ConfigError(expected("condition.kind", `none for ${network}`, kind));
  const { loss } = iteration.training;
  if (!isLogit(loss))
    throw new ConfigError(expected("training.loss", "one on logits where D names classes", loss));
  const classes = classCount(iteration);
  if (classes < 2)
    throw new ConfigError(expected("condition.classes", "at least two classes", classes));
  const ends = iteration.condition.tells === "attributes";
  return { condition: { kind, classes, ...(ends ? { ends } : {}) } } as const;
}

/** Whether D's answer goes into a loss as it is. */
const isLogit = (loss: LossName) => loss === "bceLogits" || loss === "wasserstein";

/** The generator of an iteration. @throws ConfigError for a size that the network cannot have. */
export function buildGenerator(iteration: Iteration): Network {
  const { data, generator, translation } = iteration;
  const { blocks, enlargement } = translation;
  const { imageSize, channels } = data;
  const { network, filters, latentDim, firstNorm } = generator;
  checkSize(network, imageSize);
  const norm = { kind: generator.norm, momentum: generator.batchNormMomentum };
  const dropout = { rate: generator.dropout, live: generator.dropoutLive };
  const base = filters[0] ?? 0;
  const condition = conditionOf(iteration, network);
  switch (network) {
    case "mohr":
      return mohrGenerator({ imageSize, channels, latentDim, filters, norm, firstNorm, dropout });
    case "dense":
      return denseGenerator({ imageSize, channels, latentDim, filters, norm });
    case "dcgan":
      return dcganGenerator({ imageSize, channels, latentDim, filters: base, norm, ...condition });
    case "conv40":
      return conv40Generator({ channels, latentDim, filters: base, norm });
    case "kerasConv256":
      return kerasConvGenerator({ imageSize, channels, filters, latentDim, norm });
    case "upConv":
      checkMaps(filters, upConvMaps(imageSize));
      return upConvGenerator({ imageSize, channels, filters, latentDim, norm });
    case "upConv256":
      return upConv256Generator({ imageSize, channels, filters, latentDim, norm });
    case "strideOne64":
      return strideOneGenerator({ imageSize, channels, filters: base, norm });
    case "residual":
      return residualGenerator({ imageSize, channels, filters: base, blocks, enlargement });
    case "upscale":
      return upscaleGenerator({ imageSize, channels, filters: base, blocks });
    case "unet":
      return unetGenerator({
        imageSize,
        channels,
        filters: base,
        dropout: generator.dropout,
        added: translation.added,
        enlargement,
      });
    case "patch":
      throw notA("generator", network);
  }
}

/** What D of a game of pictures sees: of pairs both, one behind the other's channels. */
function judged({ data, generator, translation }: Iteration, filters: number) {
  const larger = generator.network === "upscale" ? 2 : 1;
  const times = translation.kind === "pairs" ? 2 : 1;
  return { imageSize: larger * data.imageSize, channels: times * data.channels, filters };
}

/** The discriminator of an iteration; it ends in a sigmoid where the loss wants a probability. */
export function buildDiscriminator(iteration: Iteration): Network {
  const { data, discriminator, training } = iteration;
  const { imageSize, channels } = data;
  const { network, filters, denseUnits, dropoutLayers } = discriminator;
  checkSize(network, imageSize);
  const norm = { kind: discriminator.norm, momentum: discriminator.batchNormMomentum };
  const dropout = { rate: discriminator.dropout, live: discriminator.dropoutLive };
  const condition = conditionOf(iteration, network);
  const output = isLogit(training.loss) ? [] : [sigmoid];
  const base = filters[0] ?? 0;
  switch (network) {
    case "mohr":
      return mohrDiscriminator({ imageSize, channels, filters, denseUnits, dropout, output });
    case "dense":
      return denseDiscriminator({
        imageSize,
        channels,
        filters,
        dropout,
        dropoutLayers,
        output,
      });
    case "dcgan":
      return dcganDiscriminator({
        imageSize,
        channels,
        filters: base,
        norm,
        dropout,
        output,
        ...condition,
      });
    case "conv40":
      return conv40Discriminator({ channels, filters: base, norm, dropout, output });
    case "kerasConv256":
      return kerasConvDiscriminator({ imageSize, channels, filters, norm, dropout, output });
    case "upConv256":
      return upConv256Discriminator({ imageSize, channels, filters, norm, dropout, output });
    case "strideOne64":
      return strideOneDiscriminator({ imageSize, channels, filters: base, norm, output });
    case "patch":
      return patchDiscriminator(judged(iteration, base));
    case "upConv":
    case "residual":
    case "upscale":
    case "unet":
      throw notA("discriminator", network);
  }
}

/** A network of a game under its name there. */
const named = (network: Network, name: string): Network => ({ ...network, name });

/** Every network of an iteration: two, or four where there is a way back. */
export function buildNetworks(iteration: Iteration) {
  const generator = buildGenerator(iteration);
  const discriminator = buildDiscriminator(iteration);
  const back =
    iteration.translation.kind === "cycle"
      ? {
          backGenerator: named(generator, "backGenerator"),
          backDiscriminator: named(discriminator, "backDiscriminator"),
        }
      : undefined;
  return { generator, discriminator, back };
}

/** Every network of an iteration in one list, the generator first. */
export function allNetworks(iteration: Iteration): readonly Network[] {
  const { generator, discriminator, back } = buildNetworks(iteration);
  return [generator, discriminator, ...Object.values(back ?? {})];
}
