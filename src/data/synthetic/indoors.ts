import { type Colour, mix } from "./canvas.js";
import { between, type Genre, near, oneOf } from "./lots.js";

/** Umber and skin; soft upright marks; one head and shoulders before a dark ground. */
export const portrait: Genre = (canvas, random) => {
  const ground = oneOf<Colour>(random, [
    [64, 44, 30],
    [44, 52, 40],
    [80, 36, 30],
  ]);
  const skin = oneOf<Colour>(random, [
    [236, 196, 160],
    [206, 156, 116],
    [140, 96, 68],
  ]);
  const cloth = oneOf<Colour>(random, [
    [30, 28, 34],
    [110, 30, 34],
    [50, 64, 96],
    [200, 190, 170],
  ]);
  canvas.gradient(0, 1, near(random, ground, 12), mix(ground, [10, 8, 8], 0.6));
  for (let mark = 0; mark < 80; mark++) {
    const [x, y] = [random.uniform(), random.uniform()];
    const colour = near(random, ground, 18);
    canvas.stroke({ from: [x, y], to: [x, y + 0.16], width: 0.05, colour, opacity: 0.35 });
  }
  const x = between(random, 0.42, 0.58);
  const y = between(random, 0.34, 0.44);
  const size = between(random, 0.13, 0.18);
  canvas.ellipse([x, 1.02], 2.3 * size, 0.98 - y - 1.3 * size, cloth);
  canvas.rectangle(x - 0.4 * size, y, x + 0.4 * size, y + 1.7 * size, mix(skin, [60, 30, 20], 0.3));
  const hair = near(
    random,
    oneOf<Colour>(random, [
      [40, 26, 18],
      [120, 80, 40],
      [200, 196, 190],
    ]),
    15,
  );
  canvas.ellipse([x, y - 0.25 * size], 1.12 * size, 1.25 * size, hair);
  canvas.ellipse([x, y + 0.1 * size], 0.86 * size, 1.2 * size, skin);
  const side = random.uniform() < 0.5 ? -1 : 1;
  canvas.ellipse(
    [x + side * 0.3 * size, y + 0.1 * size],
    0.5 * size,
    size,
    mix(skin, [255, 244, 220], 0.45),
  );
  for (const eye of [-0.36, 0.36])
    canvas.ellipse([x + eye * size, y], 0.13 * size, 0.08 * size, [34, 22, 18]);
  const mouth = y + 0.72 * size;
  canvas.stroke({
    from: [x - 0.25 * size, mouth],
    to: [x + 0.25 * size, mouth],
    width: 0.12 * size,
    colour: mix(skin, [150, 30, 30], 0.6),
  });
};

/** Primary colours on cream; flat and sharp; upright rectangles between black lines. */
export const grid: Genre = (canvas, random) => {
  const cream = near(random, [240, 234, 218], 8);
  canvas.gradient(0, 1, cream, cream);
  const lines = (count: number) =>
    [0, ...Array.from({ length: count }, () => between(random, 0.08, 0.92)), 1].sort(
      (a, b) => a - b,
    );
  const [columns, rows] = [lines(2 + random.integer(3)), lines(2 + random.integer(3))];
  const colours: readonly Colour[] = [[212, 30, 38], [28, 62, 160], [246, 208, 40], cream, cream];
  for (let row = 1; row < rows.length; row++)
    for (let column = 1; column < columns.length; column++)
      canvas.rectangle(
        columns[column - 1] as number,
        rows[row - 1] as number,
        columns[column] as number,
        rows[row] as number,
        oneOf(random, colours),
      );
  const half = between(random, 0.008, 0.016);
  for (const x of columns) canvas.rectangle(x - half, 0, x + half, 1, [18, 18, 20]);
  for (const y of rows) canvas.rectangle(0, y - half, 1, y + half, [18, 18, 20]);
};
