/**
 * Exponential moving average, unbiased at the start: `m = w m + (1 - w) y`, divided by `1 - w^n`
 * (as in Kingma and Ba 2015, section 3). Values that are not finite stay as they are and are left out.
 * @param weight of the past, from 0 (no smoothing) up to but not 1.
 */
export function smooth(values: readonly number[], weight: number): number[] {
  let mean = 0;
  let missing = 1;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    mean = weight * mean + (1 - weight) * value;
    missing *= weight;
    return mean / (1 - missing);
  });
}
