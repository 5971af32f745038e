/** One channel of sound. */
export interface Sound {
  /** -1..1. */
  readonly samples: Float32Array;
  /** Samples a second. */
  readonly rateHz: number;
}

/** The mean of all channels. */
export function mono(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array()] = channels;
  return first.map(
    (_, at) => channels.reduce((sum, channel) => sum + (channel[at] ?? 0), 0) / channels.length,
  );
}
