/**
 * Exponential moving average over unequal distances: the past weighs `exp(-distance / span)`,
 * unbiased at the start. Gaps (null) stay gaps.
 * @param {readonly number[]} x ascending.
 * @param {readonly (number | null)[]} y
 * @param {number} span in units of x; 0 leaves y as it is.
 * @returns {(number | null)[]}
 */
function smoothOver(x, y, span) {
  if (!(span > 0)) return [...y];
  let [sum, weight, before] = [0, 0, x[0] ?? 0];
  return y.map((value, index) => {
    if (value === null) return null;
    const here = x[index] ?? before;
    const past = Math.exp(-(here - before) / span);
    before = here;
    sum = sum * past + value;
    weight = weight * past + 1;
    return sum / weight;
  });
}
