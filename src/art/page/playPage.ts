import { formatBytes } from "../../engine/memory.js";
import { ConfigError, expected } from "../../errors.js";
import { layersModel, type ModelArray } from "../../exchange/layersModel.js";
import type { Noise } from "../../iterations/iteration.js";
import { outputOf } from "../../nets/describe.js";
import { classesIn } from "../../nets/layer.js";
import type { Weighted } from "../../runs/trainedGenerator.js";
import { rowShares, spaceOf } from "../../training/latents.js";
import { rangeOf } from "../../training/sample.js";
import { LATENT_STREAM } from "../latentOf.js";
import { type Bits, packedBytes, packWeights } from "./packWeights.js";
import { type PlayText, playHtml } from "./playHtml.js";
import { playScripts } from "./playScript.js";
import { principalDirections } from "./principalDirections.js";

/** Where a page's generator comes from. */
export interface PlayOrigin {
  /** `iteration/run`. */
  readonly run: string;
  readonly step: number;
  readonly noise: Noise;
  /** Names of the classes that a latent tells, where it tells some. */
  readonly classes: readonly string[];
  readonly text: PlayText;
}

/** The largest page: what a phone opens without a thought. */
const MOST_BYTES = 20e6;
/** Sliders of directions. */
const DIRECTIONS = 8;
/** Style, fonts and text of a page, about. */
const FRAME_BYTES = 100e3;

/** Bytes of the finished file, before anything is packed; base64 makes four signs of three bytes. */
function pageBytes(arrays: readonly ModelArray[], bits: Bits): number {
  const scripts = playScripts().reduce((sum, script) => sum + Buffer.byteLength(script), 0);
  return FRAME_BYTES + scripts + (packedBytes(arrays, bits) * 4) / 3;
}

/** The bits asked for, or the most that fit. @throws ConfigError where none do, with advice. */
export function fittingBits(arrays: readonly ModelArray[], asked: Bits | undefined): Bits {
  const choices: readonly Bits[] = asked === undefined ? [16, 8] : [asked];
  const fitting = choices.find((bits) => pageBytes(arrays, bits) <= MOST_BYTES);
  if (fitting !== undefined) return fitting;
  const bits = choices.at(-1) ?? 8;
  const advice =
    bits === 16
      ? "8 bits a weight halve it"
      : "`export --as tfjs` has no limit; fewer filters make a smaller generator";
  const got = `${formatBytes(pageBytes(arrays, bits))} with ${bits} bits a weight`;
  throw new ConfigError(expected("page", `at most ${MOST_BYTES / 1e6} MB (${advice})`, got));
}

/**
 * A page to play with a generator, as one text that asks for nothing from anywhere.
 * @param asked bits of a weight; 16 unless only 8 fit.
 * @throws ConfigError for a generator that is too large.
 */
export function playPage(
  generator: Weighted,
  { run, step, noise, classes, text }: PlayOrigin,
  asked?: Bits,
): { readonly html: string; readonly bits: Bits } {
  const { network } = generator;
  const { topology, arrays } = layersModel(generator);
  const bits = fittingBits(arrays, asked);
  const { specs, data: weights } = packWeights(arrays, bits);
  const [height = 0, width = 0, channels] = outputOf(network);
  const told = classes.slice(0, classesIn(network));
  const data = {
    ...{ run, step, bits, topology, specs, noise },
    classes: told,
    shares: told.map((_, row) => [...rowShares(spaceOf(network), row)]),
    latentShape: network.input,
    stream: LATENT_STREAM,
    range: rangeOf(network),
    ...{ height, width },
    channels: channels === 1 ? 1 : 3,
    directions: principalDirections(generator, DIRECTIONS),
  } as const;
  return { html: playHtml(data, weights, text), bits };
}
