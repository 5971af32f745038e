/** Name of the file of such rows. */
export const qualityFile = "quality.jsonl";

/** A line of `quality.jsonl`: measures of the samples of a checkpoint, against the same reals. */
export interface QualityRow {
  readonly step: number;
  /** Samples measured, of the same latents each time. */
  readonly n: number;
  readonly saturation: number;
  readonly lag1: number;
  readonly betweenSamples: number;
  readonly spread: number;
  /** Distances to the reals: patches x 1000, colours in grey levels. */
  readonly slicedWasserstein: number;
  readonly colour: number;
}
