/**
 * Middle and deviation of a latent's numbers.
 * @param {PlayData} data
 */
function noiseOf({ noise }) {
  if (noise === "N01") return { middle: 0, deviation: 1 };
  return noise === "U11"
    ? { middle: 0, deviation: 1 / Math.sqrt(3) }
    : { middle: 0.5, deviation: 1 / Math.sqrt(12) };
}

/**
 * A normal number, drawn again while it is farther than `truncation` from 0.
 * @param {Rolls} random
 * @param {number} truncation
 */
function truncated(random, truncation) {
  let value = random.normal();
  while (Math.abs(value) > truncation) value = random.normal();
  return value;
}

/**
 * The latent that the lab itself draws for a seed.
 * @param {PlayData} data
 * @param {number} seed
 * @param {number} truncation
 * @returns {Latent}
 */
function latentOfSeed({ noise, latentShape, stream }, seed, truncation) {
  const random = new Random(seed, stream);
  const length = latentShape.reduce((product, size) => product * size, 1);
  const draws = {
    N01: () => truncated(random, truncation),
    U01: () => random.uniform(),
    U11: () => 2 * random.uniform() - 1,
  };
  return Float32Array.from({ length }, draws[noise]);
}

/**
 * A point between two latents: on the great circle for normal ones, on the straight line for others.
 * @param {PlayData} data
 * @param {Latent} from
 * @param {Latent} to
 * @param {number} way 0..1
 * @returns {Latent}
 */
function between({ noise }, from, to, way) {
  const dot = from.reduce((sum, value, at) => sum + value * (to[at] ?? 0), 0);
  const angle = Math.acos(
    Math.min(1, Math.max(-1, dot / (Math.hypot(...from) * Math.hypot(...to)))),
  );
  const round = noise === "N01" && Math.sin(angle) > 1e-6;
  const share = (/** @type {number} */ part) =>
    round ? Math.sin(part * angle) / Math.sin(angle) : part;
  const [before, after] = [share(1 - way), share(way)];
  return from.map((value, at) => before * value + after * (to[at] ?? 0));
}

/**
 * The latent of a place: seeds, then spread, then directions.
 * @param {PlayData} data
 * @param {Place} place
 * @returns {Latent}
 */
function latentAt(data, { seed, way, truncation, spread, amounts }) {
  const { middle, deviation } = noiseOf(data);
  const start = latentOfSeed(data, seed, truncation);
  const point =
    way === 0 ? start : between(data, start, latentOfSeed(data, seed + 1, truncation), way);
  return point.map((value, at) =>
    data.directions.reduce(
      (sum, { vector }, which) => sum + (amounts[which] ?? 0) * deviation * (vector[at] ?? 0),
      middle + spread * (value - middle),
    ),
  );
}
