/** Mean and variance of every `step`th value from `from` on, as of one channel among several. */
export function moments(values: ArrayLike<number>, from: number, step: number) {
  let [sum, squares, count] = [0, 0, 0];
  for (let at = from; at < values.length; at += step) {
    const value = values[at] as number;
    sum += value;
    squares += value * value;
    count++;
  }
  const mean = sum / count;
  return { mean, variance: Math.max(0, squares / count - mean * mean) };
}
