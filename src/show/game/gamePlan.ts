import { basename } from "node:path";
import { formatBytes } from "../../engine/memory.js";
import { estimate } from "../../iterations/estimate.js";
import type { Iteration, Noise } from "../../iterations/iteration.js";
import { buildDiscriminator, buildGenerator } from "../../iterations/networks.js";
import { outputOf } from "../../nets/describe.js";
import type { Network } from "../../nets/layer.js";
import { shapeText } from "../../shape.js";
import { scales } from "../../training/scaleReals.js";
import { type Box, boxesOf } from "./boxes.js";

/** One player of the game: its layers as boxes and what they come to. */
export interface Player {
  readonly boxes: readonly Box[];
  readonly parameters: number;
  readonly macs: number;
}

/** Least and greatest number that a picture can hold. */
export type Range = readonly [low: number, high: number];

/** The game of two networks as it is drawn: numbers and words, no pictures. */
export interface GamePlan {
  readonly title: string;
  /** What goes into G. */
  readonly input: {
    readonly kind: "noise" | "picture";
    readonly title: string;
    readonly shape: readonly number[];
    readonly detail: string;
  };
  readonly generator: Player;
  readonly discriminator: Player;
  readonly reals: { readonly title: string; readonly set: string; readonly range: Range };
  readonly fakes: { readonly shape: readonly number[]; readonly range: Range };
  /** What D answers with. */
  readonly answer: string;
  /** How it is played: batch, loss, rule, rates, cost of a step. */
  readonly facts: readonly string[];
  /** What a game of pictures has besides. */
  readonly besides: readonly string[];
}

const noises: Readonly<Record<Noise, string>> = {
  U01: "uniform 0 … 1",
  U11: "uniform -1 … 1",
  N01: "normal, sd 1",
};

function playerOf(network: Network): Player {
  const boxes = boxesOf(network);
  const sum = (of: (box: Box) => number) => boxes.reduce((total, box) => total + of(box), 0);
  return { boxes, parameters: sum(({ parameters }) => parameters), macs: sum(({ macs }) => macs) };
}

const rangeOfOutput = ({ layers }: Network): Range =>
  layers.some(({ kind }) => kind === "sigmoid") ? [0, 1] : [-1, 1];

function answerOf(discriminator: Network): string {
  const [height = 1, width = 1] = outputOf(discriminator);
  const what = discriminator.layers.at(-1)?.kind === "sigmoid" ? "probability" : "logit";
  return height > 1 ? `${height} × ${width} ${what.replace(/y$/, "ie")}s` : `one ${what}`;
}

/** What pictures become, in a word or two. */
function targetOf({ data, translation: { kind, to } }: Iteration): string {
  if (kind === "none") return data.set;
  if (to.startsWith("decay:")) return "the same, decayed";
  return to === "enlarge" ? "the same, larger" : basename(to);
}

function inputOf(iteration: Iteration, { input }: Network): GamePlan["input"] {
  const { data, generator, translation } = iteration;
  if (translation.kind === "none") {
    const detail = noises[generator.latentNoise];
    return { kind: "noise", title: "random noise", shape: input, detail };
  }
  return { kind: "picture", title: "picture", shape: input, detail: basename(data.set) };
}

/** What belongs to games of pictures alone. */
function besidesOf({ translation }: Iteration): readonly string[] {
  const { kind, cycleWeight, identityWeight, replay, l1Weight } = translation;
  if (kind === "none") return [];
  if (kind === "pairs") return ["D sees pairs", `G also L1 × ${l1Weight}`];
  return [
    "two more such networks for the way back",
    `cycle × ${cycleWeight}, identity × ${identityWeight}`,
    `${replay} earlier fakes`,
  ];
}

function factsOf(iteration: Iteration): readonly string[] {
  const { training, optimizer, generator, discriminator } = iteration;
  const { gate, batchSize, loss, r1Gamma, diffAugment } = training;
  const { stepGmac, totalBytes } = estimate(iteration);
  const rates = optimizer.shared
    ? `one ${optimizer.kind}, rate ${discriminator.learningRate} for both`
    : `${optimizer.kind}, rates D ${discriminator.learningRate}, G ${generator.learningRate}`;
  return [
    `batch ${batchSize}`,
    `loss ${loss}${r1Gamma > 0 ? ` with R1 (${r1Gamma})` : ""}`,
    gate === "none" ? "both learn at every step" : `gate ${gate.generator} / ${gate.discriminator}`,
    rates,
    ...(diffAugment.length > 0 ? [`D sees ${diffAugment.join(", ")} changed`] : []),
    `a step: ${stepGmac < 10 ? stepGmac.toFixed(2) : Math.round(stepGmac).toLocaleString("en")} GMAC`,
    `memory: about ${formatBytes(totalBytes)}`,
  ];
}

/** The game that an iteration plays, ready to be drawn; nothing is allocated. */
export function gamePlan(iteration: Iteration): GamePlan {
  const [generator, discriminator] = [buildGenerator(iteration), buildDiscriminator(iteration)];
  const { data, translation } = iteration;
  const scale = scales[data.scaling];
  return {
    title: `${iteration.name} · ${iteration.preset}`,
    input: inputOf(iteration, generator),
    generator: playerOf(generator),
    discriminator: playerOf(discriminator),
    reals: {
      title: translation.kind === "pairs" ? "its partner" : "training set",
      set: targetOf(iteration),
      range: [scale(0), scale(255)],
    },
    fakes: { shape: outputOf(generator), range: rangeOfOutput(generator) },
    answer: answerOf(discriminator),
    facts: factsOf(iteration),
    besides: besidesOf(iteration),
  };
}

/** `802`, `12.5 k`, `34.6 M`; with a unit `1.24 GMAC`. */
export function compact(count: number, unit = ""): string {
  const units = ["", "k", "M", "G", "T"];
  let [value, power] = [count, 0];
  while (value >= 999.5 && power < units.length - 1) {
    value /= 1000;
    power++;
  }
  return `${Number(value.toPrecision(3))} ${units[power]}${unit}`.trim();
}

/** The game in words, for readers who cannot see the drawing. */
export function gameText(plan: GamePlan): string {
  const chain = ({ boxes }: Player) =>
    boxes.map(({ title, shape }) => `${title} ${shapeText(shape)}`).join(" → ");
  const total = ({ parameters, macs }: Player) =>
    `${compact(parameters)} parameters, ${compact(macs, "MAC")}`;
  const range = ([low, high]: Range) => `${low} … ${high}`;
  const { title, input, generator, discriminator, reals, fakes, answer, facts, besides } = plan;
  return [
    title,
    `generator (${total(generator)}): ${input.kind} ${shapeText(input.shape)}, ${input.detail} → ${chain(generator)} → fake, ${range(fakes.range)}`,
    `discriminator (${total(discriminator)}): fake, or real from ${reals.set}, ${range(reals.range)} → ${chain(discriminator)} → ${answer}: real or fake`,
    [...facts, ...besides].join("; "),
  ].join("\n");
}
