import assert from "node:assert/strict";
import { test } from "node:test";
import { decaySheet } from "../../src/art/decaySheet.js";
import {
  type DecayKind,
  decayed,
  decayKinds,
  decaySeries,
  describeDecay,
  parseDecay,
} from "../../src/data/decay/decay.js";
import type { Picture } from "../../src/data/picture.js";
import { drawPainting } from "../../src/data/synthetic/paintings.js";
import { Random } from "../../src/engine/random.js";

const painting = drawPainting("portrait", 48, new Random(1, "decay"));

function apart(a: Picture, b: Picture): number {
  return a.data.reduce((sum, value, at) => sum + Math.abs(value - (b.data[at] as number)), 0);
}

/** Mean difference of neighbours across, in grey levels. */
function detail({ data, width }: Picture): number {
  let sum = 0;
  for (let at = 3; at < data.length; at++)
    if (Math.floor(at / 3) % width > 0)
      sum += Math.abs((data[at] as number) - (data[at - 3] as number));
  return sum / data.length;
}

for (const kind of decayKinds) {
  test(`${kind}: strength 0 changes nothing, more changes more, a seed names the result`, () => {
    const at = (strength: number, seed = 1) => decayed(painting, { [kind]: strength }, seed);
    assert.deepEqual(at(0), painting);
    const grown = [0.1, 0.3, 0.6, 1].map((strength) => apart(at(strength), painting));
    assert.ok(
      grown.every((value, step) => value > (grown[step - 1] ?? 0)),
      `${grown}`,
    );
    assert.deepEqual(at(0.5), at(0.5));
    const bySeed: readonly DecayKind[] = ["erosion", "crackle", "stain", "bleaching"];
    if (bySeed.includes(kind)) assert.notDeepEqual(at(0.5, 1), at(0.5, 2));
  });
}

test("decay leaves the picture it was given, also a grey and an oblong one", () => {
  const grey: Picture = {
    data: new Uint8Array(20 * 30).fill(100),
    width: 30,
    height: 20,
    channels: 1,
  };
  const all = { erosion: 0.5, blur: 0.5, crackle: 0.5, stain: 0.5, fading: 0.5, bleaching: 0.5 };
  const after = decayed(grey, all, 3);
  assert.equal(after.data.length, 600);
  assert.ok(grey.data.every((value) => value === 100));
});

test("cracks are thin and dark, and enclose cells", () => {
  const white: Picture = {
    data: new Uint8Array(96 * 96 * 3).fill(255),
    width: 96,
    height: 96,
    channels: 3,
  };
  const { data } = decayed(white, { crackle: 1 }, 1);
  const dark = (x: number, y: number) => (data[(y * 96 + x) * 3] as number) < 220;
  const cells = new Int16Array(96 * 96);
  const fill = (from: number, cell: number) => {
    const open = [from];
    while (open.length > 0) {
      const at = open.pop() as number;
      const [x, y] = [at % 96, Math.floor(at / 96)];
      if (cells[at] || dark(x, y)) continue;
      cells[at] = cell;
      if (x > 0) open.push(at - 1);
      if (x < 95) open.push(at + 1);
      if (y > 0) open.push(at - 96);
      if (y < 95) open.push(at + 96);
    }
  };
  let count = 0;
  for (let at = 0; at < cells.length; at++)
    if (!cells[at] && !dark(at % 96, Math.floor(at / 96))) fill(at, ++count);
  const cracked = cells.filter((cell) => cell === 0).length / cells.length;
  assert.ok(count > 40 && count < 200, `${count} cells for about 81`);
  assert.ok(cracked > 0.02 && cracked < 0.4, `${cracked} of the picture cracked`);
});

test("blur takes detail, fading brings grey and paper, bleaching empties one channel", () => {
  assert.ok(detail(decayed(painting, { blur: 1 }, 1)) < 0.8 * detail(painting));
  const red: Picture = { data: Uint8Array.from([200, 0, 0]), width: 1, height: 1, channels: 3 };
  const [r = 0, g = 0, b = 0] = decayed(red, { fading: 1 }, 1).data;
  assert.ok(Math.abs(r - g) < 60 && b > 80, `${[r, g, b]}`);
  const black: Picture = { data: new Uint8Array(12), width: 2, height: 2, channels: 3 };
  const bleached = decayed(black, { bleaching: 1 }, 1).data;
  const channels = [0, 1, 2].map((channel) => bleached[channel] as number);
  assert.equal(channels.filter((value) => value > 90).length, 1);
});

test("a series begins with the picture and goes away from it step by step", () => {
  const series = decaySeries(painting, { crackle: 0.1, fading: 0.05, stain: 0.05 }, 1, 8);
  assert.equal(series[0], painting);
  const distances = series.map((state) => apart(state, painting));
  assert.ok(distances.every((value, at) => at === 0 || value > (distances[at - 1] as number)));
});

test("a recipe is read and written; what there is not, and odd strengths, are refused", () => {
  const recipe = parseDecay("crackle=0.2, fading=0.1");
  assert.deepEqual(recipe, { crackle: 0.2, fading: 0.1 });
  assert.equal(describeDecay(recipe), "crackle=0.2,fading=0.1");
  assert.deepEqual(parseDecay("identity"), {});
  assert.throws(() => parseDecay("rust=1"), {
    name: "ConfigError",
    message: 'decay: expected one of erosion, blur, crackle, stain, fading, bleaching, got "rust"',
  });
  assert.throws(() => parseDecay("blur=2"), {
    message: "decay blur: expected a strength from 0 to 1, got 2",
  });
  assert.throws(() => parseDecay("blur"), /decay blur: expected a strength from 0 to 1/);
});

test("a sheet has a row for each kind and a column for each strength", () => {
  const { width, height } = decaySheet(painting, { strengths: [0, 1] });
  assert.deepEqual([width, height], [2 * 50 + 2, 6 * 50 + 2]);
});
