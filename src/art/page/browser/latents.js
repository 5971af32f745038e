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
 * The numbers that the lab itself draws for a seed, without the classes behind them.
 * @param {PlayData} data
 * @param {number} seed
 * @param {number} truncation
 * @returns {Latent}
 */
function numbersOfSeed({ noise, latentShape, classes, stream }, seed, truncation) {
  const random = new Random(seed, stream);
  const length = latentShape.reduce((product, size) => product * size, 1) - classes.length;
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
 * Shares of the classes at a place: all for one, or some of the next seed's on the way to it.
 * @param {PlayData} data
 * @param {Place} place
 */
function sharesAt({ shares }, { seed, way, among }) {
  const of = (/** @type {number} */ which) =>
    shares[among >= 0 ? among : which % shares.length] ?? [];
  const next = of(seed + 1);
  return of(seed).map((share, at) => (1 - way) * share + way * (next[at] ?? 0));
}

/**
 * The latent of a place: seeds, then spread, then directions, and the classes behind.
 * @param {PlayData} data
 * @param {Place} place
 * @returns {Latent}
 */
function latentAt(data, place) {
  const { seed, way, truncation, spread, amounts } = place;
  const { middle, deviation } = noiseOf(data);
  const start = numbersOfSeed(data, seed, truncation);
  const point =
    way === 0 ? start : between(data, start, numbersOfSeed(data, seed + 1, truncation), way);
  const moved = point.map((value, at) =>
    data.directions.reduce(
      (sum, { vector }, which) => sum + (amounts[which] ?? 0) * deviation * (vector[at] ?? 0),
      middle + spread * (value - middle),
    ),
  );
  return Float32Array.from([...moved, ...sharesAt(data, place)]);
}
