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
  const sum = first.slice();
  for (const channel of channels.slice(1))
    for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (channel[at] ?? 0);
  return sum.map((value) => value / channels.length);
}
