import type { Images } from "../../shape.js";

/** Most pictures whose distances are all taken. */
const MOST = 64;
/** Pixels are taken at every so many, so that 64 px pictures cost what 16 px ones do. */
const SIDE = 16;

/** Mean distance a pixel between any two pictures of a class, in grey levels (root of mean square). */
export function diversity(images: Images, places: readonly number[]): number {
  const { data, height, width, channels } = images;
  const chosen = places.slice(0, MOST);
  const points = Array.from({ length: SIDE * SIDE }, (_, at) => {
    const y = Math.floor(((Math.floor(at / SIDE) + 0.5) * height) / SIDE);
    const x = Math.floor((((at % SIDE) + 0.5) * width) / SIDE);
    return (y * width + x) * channels;
  });
  const size = height * width * channels;
  let [sum, pairs] = [0, 0];
  chosen.forEach((one, index) => {
    for (const other of chosen.slice(index + 1)) {
      let squares = 0;
      for (const point of points)
        for (let channel = 0; channel < channels; channel++) {
          const [a, b] = [one, other].map((place) => data[place * size + point + channel]);
          squares += ((a ?? 0) - (b ?? 0)) ** 2;
        }
      sum += Math.sqrt(squares / (points.length * channels));
      pairs++;
    }
  });
  return sum / Math.max(1, pairs);
}
