/**
 * What a game does with pictures in place of latents: nothing; `cycle` learns the way between two
 * sets and back without pairs (Zhu 2017), `pairs` from each picture to its partner (Isola 2017).
 */
export type TranslationKind = "none" | "cycle" | "pairs";

/**
 * How a generator comes back to full size: `transposed` convolutions, or `nearest`, every pixel four
 * times and a plain convolution, whose kernel covers all places alike (Odena 2016).
 */
export type Enlargement = "transposed" | "nearest";

/** The section of an iteration that says how pictures become pictures. */
export interface Translation {
  readonly kind: TranslationKind;
  /**
   * What the pictures become: a data set, or, for `pairs`, what is done to each picture:
   * `decay:crackle=0.1,fading=0.05`, or `enlarge` for the picture itself at twice the size.
   */
  readonly to: string;
  /** Residual blocks of the generators; `residual` and `upscale` only. */
  readonly blocks: number;
  /** How the generators come back to full size; `residual` and `unet` only. */
  readonly enlargement: Enlargement;
  /** Whether the generator gives what is added to its picture, in place of a whole one; `unet` only. */
  readonly added: boolean;
  /** Weight of the mean absolute difference after both ways; `cycle` only. */
  readonly cycleWeight: number;
  /** Weight of the same for a picture that is of the wanted kind already; `cycle` only. */
  readonly identityWeight: number;
  /** Weight of the mean absolute difference from the partner; `pairs` only. */
  readonly l1Weight: number;
  /** Earlier fakes that discriminators may be shown again (Shrivastava 2017, section 2.3). */
  readonly replay: number;
  /** Share of the run after which the learning rates fall, linearly to 0 at its end. */
  readonly decayFrom: number;
  /** Steps of decay that may have gone before a pair's first picture; `decay:` only. */
  readonly earlier: number;
  /** Times that the generator is fed its own output, paired with what is true by then; 1 is never. */
  readonly unroll: number;
  /** Steps between such unrolled steps. */
  readonly unrollEvery: number;
}

/** Of games that draw from latents, and of runs older than this section. */
export const noTranslation: Translation = {
  kind: "none",
  to: "",
  blocks: 0,
  enlargement: "transposed",
  added: false,
  cycleWeight: 0,
  identityWeight: 0,
  l1Weight: 0,
  replay: 0,
  decayFrom: 1,
  earlier: 0,
  unroll: 1,
  unrollEvery: 1,
};
