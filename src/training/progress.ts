/** How far a training run is, for panels and progress bars. */
export interface Progress {
  /** Steps done, and steps in all. */
  readonly step: number;
  readonly steps: number;
  /** Thousands of real images shown so far. */
  readonly kimg: number;
  readonly imagesPerSecond: number;
  readonly elapsedSeconds: number;
  readonly etaSeconds: number;
  /** Resident memory of the process. */
  readonly memoryMiB: number;
  /** The latest figures of the step: losses, mean probabilities, gate. */
  readonly figures: Readonly<Record<string, number>>;
}
