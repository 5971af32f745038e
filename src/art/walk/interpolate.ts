/** Angles below this are straight lines: the arc's formula would divide by almost nothing. */
const LEAST_SINE = 1e-4;

/** The straight line from a to b. */
export function linear(a: Float32Array, b: Float32Array, t: number): Float32Array {
  return a.map((value, at) => value * (1 - t) + (b[at] as number) * t);
}

/**
 * The arc from a to b (Shoemake 1985): through numbers as far from 0 as their ends, which for normal
 * latents a straight line is not (White 2016, section 2.1).
 */
export function slerp(a: Float32Array, b: Float32Array, t: number): Float32Array {
  if (t === 0) return a.slice();
  if (t === 1) return b.slice();
  let [dot, aa, bb] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [a[at] as number, b[at] as number];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  const angle = Math.acos(Math.min(1, Math.max(-1, dot / Math.sqrt(aa * bb))));
  const sine = Math.sin(angle);
  if (!(sine > LEAST_SINE)) return linear(a, b, t);
  const [left, right] = [Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine];
  return a.map((value, at) => left * value + right * (b[at] as number));
}

/** The curve from b to c that comes from a and goes on to d (Catmull and Rom 1974). */
export function cubic(
  [a, b, c, d]: readonly [Float32Array, Float32Array, Float32Array, Float32Array],
  t: number,
): Float32Array {
  return b.map((from, at) => {
    const [before, to, after] = [a[at], c[at], d[at]] as [number, number, number];
    const [one, two] = [(to - before) / 2, (after - from) / 2];
    const [square, cube] = [t * t, t * t * t];
    return (
      (2 * cube - 3 * square + 1) * from +
      (cube - 2 * square + t) * one +
      (3 * square - 2 * cube) * to +
      (cube - square) * two
    );
  });
}
