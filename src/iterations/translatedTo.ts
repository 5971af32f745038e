import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError, expected } from "../errors.js";
import type { Iteration } from "./iteration.js";
import { upscale128 } from "./pix2pix.js";

/** Each picture has one partner, so nothing is older than it and nothing follows it. */
const onePartner = { earlier: 0, unroll: 1 } as const;

/** Twice the size: the network of `upscale128`, at a size from which it comes to the preset's own. */
function enlarging(iteration: Iteration): Iteration {
  const { data, generator } = iteration;
  if (generator.network === "upscale") return iteration;
  const { translation, generator: upscale } = upscale128.repaired;
  const { blocks, added, enlargement } = translation;
  const { network, dropout } = upscale;
  const changed = { to: "enlarge", blocks, added, enlargement, ...onePartner };
  return {
    ...iteration,
    data: { ...data, imageSize: data.imageSize / 2 },
    translation: { ...iteration.translation, ...changed },
    generator: { ...generator, network, dropout },
  };
}

/**
 * An iteration that turns its pictures into `to`: a folder, a data set, `decay:KIND=STRENGTH,..` or
 * `enlarge`. Pairs of a folder are learned without what belongs to decay: no earlier states, no
 * unrolled steps, and whole pictures in place of what is added to the first.
 * @throws ConfigError for an iteration that draws from latents, or cannot do what is asked for.
 */
export function translatedTo(iteration: Iteration, to: string): Iteration {
  const { name, translation, generator } = iteration;
  if (translation.kind === "none")
    throw new ConfigError(expected("to", "an iteration that turns pictures into pictures", name));
  if (to === "")
    throw new ConfigError(
      expected("to", "a folder, a data set, decay:KIND=STRENGTH,.. or enlarge", to),
    );
  const isDecay = to.startsWith("decay:");
  if (translation.kind === "cycle" && (to === "enlarge" || isDecay))
    throw new ConfigError(expected(`${name}: to`, "a folder or a data set of the other kind", to));
  if (generator.network === "upscale" && isDecay)
    throw new ConfigError(expected(`${name}: to`, "enlarge, or partners of twice the size", to));
  if (to === "enlarge") return enlarging(iteration);
  if (isDecay) return { ...iteration, translation: { ...translation, to } };
  const other = existsSync(to) ? resolve(to) : to;
  const partners = translation.kind === "pairs" ? { added: false, ...onePartner } : {};
  return { ...iteration, translation: { ...translation, to: other, ...partners } };
}
