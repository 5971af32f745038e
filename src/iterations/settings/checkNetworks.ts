import { ConfigError, expected, ShapeError } from "../../errors.js";
import { outputOf } from "../../nets/describe.js";
import type { Network } from "../../nets/layer.js";
import type { Iteration } from "../iteration.js";
import { buildDiscriminator, buildGenerator } from "../networks.js";

/** Networks whose every width follows from one number, "ngf" or "ndf". */
const oneNumber = ["dcgan", "conv40", "strideOne64", "residual", "unet", "upscale", "patch"];

/** @throws ConfigError for a list of filters where the network takes one number. */
function checkFilters(iteration: Iteration, player: "generator" | "discriminator"): void {
  const { network, filters } = iteration[player];
  if (filters.length === 1 || !oneNumber.includes(network)) return;
  const what = `one number, such as [${filters[0]}]: the widths of ${network} are multiples of it`;
  throw new ConfigError(expected(`${player}.filters`, what, filters));
}

/** The shape that a network gives. @throws ConfigError where its layers do not fit together. */
function shapeOf(where: string, network: Network, iteration: Iteration): readonly number[] {
  try {
    return outputOf(network);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const { filters } = iteration[where as "generator" | "discriminator"];
    const got = `${error.message}, from filters ${filters.join(", ")}`;
    throw new ConfigError(expected(where, "layers that fit together", got));
  }
}

/**
 * Whether the networks of an iteration can be made, and the generator's pictures have the size that the
 * discriminator sees.
 * @throws ConfigError that names the field.
 */
export function checkNetworks(iteration: Iteration): void {
  checkFilters(iteration, "generator");
  checkFilters(iteration, "discriminator");
  const { imageSize, channels } = iteration.data;
  const { network, filters } = iteration.generator;
  const side = (network === "upscale" ? 2 : 1) * imageSize;
  const made = shapeOf("generator", buildGenerator(iteration), iteration);
  if (made.join() !== [side, side, channels].join()) {
    const what = `as many numbers as make ${network} end at ${side} x ${side} x ${channels}`;
    const got = `${JSON.stringify(filters)}, which end at ${made.join(" x ")}`;
    throw new ConfigError(expected("generator.filters", what, got));
  }
  shapeOf("discriminator", buildDiscriminator(iteration), iteration);
}
