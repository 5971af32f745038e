import { type Colour, mix } from "./canvas.js";
import { between, type Genre, near, oneOf } from "./lots.js";

/** Blue and rose; horizontal marks; a horizon with a sun above it and its path below. */
export const seascape: Genre = (canvas, random) => {
  const horizon = between(random, 0.4, 0.62);
  const dusk = random.uniform();
  const low = mix([246, 226, 190], [240, 150, 120], dusk);
  const sun = mix([255, 250, 220], [255, 120, 60], dusk);
  canvas.gradient(0, horizon, mix([120, 176, 226], [70, 90, 160], dusk), low);
  canvas.gradient(horizon, 1, mix([60, 140, 170], [50, 70, 120], dusk), [18, 48, 84]);
  const x = between(random, 0.2, 0.8);
  canvas.ellipse([x, horizon - between(random, 0.05, 0.25)], 0.06, 0.06, sun);
  for (let mark = 0; mark < 90; mark++) {
    const y = between(random, horizon + 0.02, 1);
    const onPath = random.uniform() < 0.25;
    const middle = onPath ? x + 0.05 * random.normal() : random.uniform();
    const half = between(random, 0.03, 0.1) * (0.5 + y);
    const colour = onPath ? sun : near(random, [70, 140, 175], 60);
    const wide = 0.012 + 0.02 * (y - horizon);
    canvas.stroke({
      from: [middle - half, y],
      to: [middle + half, y],
      width: wide,
      colour,
      opacity: 0.7,
    });
  }
};

/** Green and sunlit; dots of pure colour side by side; a strip of sky above a field of flowers. */
export const meadow: Genre = (canvas, random) => {
  const sky = between(random, 0.18, 0.38);
  const flowers = oneOf<readonly Colour[]>(random, [
    [
      [230, 50, 50],
      [250, 210, 60],
    ],
    [
      [240, 130, 190],
      [255, 250, 245],
    ],
    [
      [250, 200, 40],
      [245, 140, 30],
    ],
  ]);
  canvas.gradient(0, sky, [150, 200, 240], [220, 236, 240]);
  canvas.gradient(sky, 1, [150, 190, 90], [50, 110, 50]);
  for (let dot = 0; dot < 420; dot++) {
    const [x, y] = [random.uniform(), random.uniform()];
    const inSky = y < sky;
    const flower = !inSky && random.uniform() < 0.3;
    const ground: Colour = inSky ? [190, 220, 244] : mix([170, 200, 80], [40, 100, 50], y);
    const colour = near(random, flower ? oneOf(random, flowers) : ground, flower ? 20 : 40);
    const size = inSky ? 0.035 : 0.018 + 0.025 * y;
    canvas.ellipse([x, y], size / 1.6, size / 1.6, colour);
  }
};

/** Deep blue and yellow; curved marks that turn around stars; black hills below. */
export const nocturne: Genre = (canvas, random) => {
  canvas.gradient(0, 1, [16, 22, 70], [36, 60, 120]);
  const star = () => [between(random, 0.1, 0.9), between(random, 0.08, 0.6)] as const;
  const stars = [star(), star(), star(), star()];
  for (let mark = 0; mark < 170; mark++) {
    const [x0, y0] = oneOf(random, stars);
    const radius = between(random, 0.04, 0.45);
    const angle = between(random, 0, 2 * Math.PI);
    const at = (turn: number) =>
      [x0 + radius * Math.cos(turn), y0 + 0.7 * radius * Math.sin(turn)] as const;
    const glow = Math.exp(-6 * radius);
    const colour = near(random, mix([50, 90, 180], [240, 220, 110], glow), 30);
    canvas.stroke({ from: at(angle), to: at(angle + 0.35), width: 0.018, colour, opacity: 0.8 });
  }
  for (const [x, y] of stars) canvas.ellipse([x, y], 0.028, 0.028, [255, 240, 150]);
  for (let hill = 0; hill < 5; hill++)
    canvas.ellipse([between(random, 0, 1), 1.05], 0.35, between(random, 0.12, 0.3), [10, 12, 26]);
};

/** Orange and red; slanting flecks of leaf; upright trunks from the ground to the top. */
export const autumn: Genre = (canvas, random) => {
  canvas.gradient(0, 0.7, [250, 226, 160], [236, 170, 80]);
  canvas.gradient(0.7, 1, [150, 84, 36], [84, 44, 24]);
  const trunks = 3 + random.integer(5);
  for (let trunk = 0; trunk < trunks; trunk++) {
    const [x, foot] = [random.uniform(), between(random, 0.72, 0.98)];
    const lean = between(random, -0.06, 0.06);
    const colour = near(random, [62, 40, 32], 16);
    const width = 0.02 + 0.05 * (foot - 0.6);
    canvas.stroke({ from: [x, foot], to: [x + lean, -0.05], width, colour });
  }
  const leaves: readonly Colour[] = [
    [226, 92, 24],
    [246, 176, 40],
    [180, 36, 28],
    [206, 130, 40],
  ];
  for (let leaf = 0; leaf < 260; leaf++) {
    const [x, y] = [random.uniform(), Math.min(1, Math.abs(0.42 * random.normal()))];
    const long = between(random, 0.012, 0.035);
    canvas.stroke({
      from: [x, y],
      to: [x + long, y + long],
      width: 0.02,
      colour: near(random, oneOf(random, leaves), 22),
      opacity: 0.85,
    });
  }
};
