import { ConfigError, expected } from "../errors.js";
import { type Changes, derive } from "./derive.js";
import { describeDifference } from "./diff.js";
import { estimate } from "./estimate.js";
import { gan128Paintings } from "./gan128Paintings.js";
import type { Augmentation, Iteration } from "./iteration.js";
import { withChanges } from "./settings/withChanges.js";

/** What is known of pictures and machine before anything is trained. */
export interface Given {
  /** The pictures' name. */
  readonly name: string;
  readonly count: number;
  /** Whether every picture is stored without colour. */
  readonly grey: boolean;
  /** How many pictures have a short side below so many px. */
  readonly enlargedAt: (sizePx: number) => number;
  readonly memoryBytes: number;
  /** Thousand million multiply-adds that this machine does in a second of training. */
  readonly gmacPerSecond: number;
  /** Training time that there is. */
  readonly minutes: number;
}

/** What the reader wants, whatever would be proposed. */
export interface Wanted {
  readonly imageSize?: number;
  readonly steps?: number;
  /** Fields set over whatever is proposed. */
  readonly set?: Changes;
}

/** A game for some pictures, and why this one. */
export interface Proposal {
  readonly iteration: Iteration;
  /** Training time that its steps are expected to take. */
  readonly seconds: number;
  readonly memoryBytes: number;
  /** One sentence for each choice. */
  readonly reasons: readonly string[];
}

/** Sides that can be chosen, with the filters of D's first stage and the batch of each. */
const sizes = [
  { imageSize: 256, filters: 24, batchSize: 16 },
  { imageSize: 128, filters: 32, batchSize: 32 },
  { imageSize: 64, filters: 32, batchSize: 32 },
  { imageSize: 32, filters: 32, batchSize: 32 },
] as const;
type Size = (typeof sizes)[number];

/** Names of the sides. */
export const proposedSizes: readonly number[] = sizes.map(({ imageSize }) => imageSize);

/** Below this, a discriminator learns pictures by heart (Zhao 2020 gains most on sets of 100 to 1,000). */
const smallSet = 1000;
const fewest = 8;
/** Thousands of pictures shown: less draws blurs, more is seldom worth the time. */
const leastKimg = 60;
const mostKimg = 300;

const whole = (value: number) => value.toLocaleString("en");

function iterationFor({ name, count, grey }: Given, size: Size, set: Changes = {}): Iteration {
  const { imageSize, filters } = size;
  const batchSize = Math.min(size.batchSize, count);
  const diffAugment: readonly Augmentation[] =
    count < smallSet ? ["colour", "translation", "cutout"] : [];
  const proposed = derive(
    gan128Paintings.repaired,
    { name: "own", preset: `${imageSize}px`, title: `${name}, ${imageSize} px` },
    {
      data: { imageSize, channels: grey ? 1 : 3, cropMarginPx: imageSize / 8 },
      discriminator: { filters: [filters] },
      training: { batchSize, diffAugment: grey ? diffAugment.slice(1) : diffAugment },
      sampling: { render: grey ? "grey" : "rgb" },
    },
  );
  return withChanges(proposed, set);
}

/** A size with all that it costs. */
function costed(given: Given, size: Size, set?: Changes) {
  const iteration = iterationFor(given, size, set);
  const { totalBytes, stepGmac } = estimate(iteration, { pictures: given.count });
  const { batchSize } = iteration.training;
  const secondsPerStep = stepGmac / given.gmacPerSecond;
  const affordable = Math.floor((given.minutes * 60) / secondsPerStep);
  const most = Math.ceil((mostKimg * 1000) / batchSize);
  const steps = Math.max(1, Math.min(most, affordable));
  return { iteration, totalBytes, secondsPerStep, steps, kimg: (steps * batchSize) / 1000 };
}
type Costed = ReturnType<typeof costed>;

/** Why a size is not proposed; undefined for one that will do. */
function objection(given: Given, size: Size, { totalBytes, kimg }: Costed): string | undefined {
  const { imageSize } = size;
  const enlarged = given.enlargedAt(imageSize);
  if (enlarged > given.count / 4)
    return `not ${imageSize} px: ${whole(enlarged)} of ${whole(given.count)} pictures would be enlarged`;
  if (totalBytes > given.memoryBytes) return `not ${imageSize} px: more memory than there is`;
  if (kimg < leastKimg)
    return `not ${imageSize} px: only ${whole(Math.round(kimg * 1000))} pictures shown in ${given.minutes} min`;
  return undefined;
}

function sizeWanted(imageSize: number): Size {
  const found = sizes.find((size) => size.imageSize === imageSize);
  if (found) return found;
  throw new ConfigError(expected("size", `one of ${proposedSizes.join(", ")} px`, imageSize));
}

/**
 * Chooses size, batch, steps and augmentation for someone's own pictures: the largest side that most of
 * them have, that fits into the memory, and at which enough can be shown in the time.
 * @throws ConfigError for fewer than 8 pictures, no time, or a size that cannot be chosen.
 */
export function propose(given: Given, wanted: Wanted = {}): Proposal {
  if (given.count < fewest)
    throw new ConfigError(expected(given.name, `at least ${fewest} pictures`, given.count));
  if (!(given.minutes > 0))
    throw new ConfigError(expected("minutes", "more than 0", given.minutes));
  const tried: string[] = [];
  const smallest = sizes[sizes.length - 1] as Size;
  let chosen = wanted.imageSize === undefined ? undefined : sizeWanted(wanted.imageSize);
  for (const size of chosen ? [] : sizes) {
    const why =
      size === smallest ? undefined : objection(given, size, costed(given, size, wanted.set));
    if (why) tried.push(why);
    else chosen ??= size;
  }
  const cost = costed(given, chosen ?? smallest, wanted.set);
  return proposalOf(given, wanted, cost, tried);
}

function proposalOf(
  given: Given,
  wanted: Wanted,
  { iteration, totalBytes, secondsPerStep, ...cost }: Costed,
  tried: readonly string[],
): Proposal {
  const { imageSize } = iteration.data;
  const { batchSize, diffAugment } = iteration.training;
  const steps = wanted.steps ?? wanted.set?.training?.steps ?? cost.steps;
  const shown = steps * batchSize;
  const augment = diffAugment.length > 0 ? `, DiffAugment (${diffAugment.join(", ")})` : "";
  return {
    iteration: { ...iteration, training: { ...iteration.training, steps } },
    seconds: steps * secondsPerStep,
    memoryBytes: totalBytes,
    reasons: [
      ...tried,
      wanted.imageSize ? `${imageSize} px, as asked` : `${imageSize} px`,
      `batch ${batchSize}, ${whole(steps)} steps: ${whole(shown)} pictures shown, each about ${whole(Math.max(1, Math.round(shown / given.count)))} times`,
      given.count < smallSet
        ? `${whole(given.count)} pictures are few: mirrored, cut at random${augment}, and the copy check at the end`
        : `${whole(given.count)} pictures are enough: mirrored and cut at random`,
      ...(iteration.changes ?? []).map((change) => `as asked: ${describeDifference(change)}`),
    ],
  };
}
