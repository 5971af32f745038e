import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { generate } from "../../src/art/generate.js";
import { coverType } from "../../src/covers/sheets/coverType.js";
import { drawCover } from "../../src/covers/sheets/drawCover.js";
import { genreShares } from "../../src/covers/sheets/genreShares.js";
import { genreFilm, genreStrip, sharesAlong } from "../../src/covers/sheets/genreWalk.js";
import { sheetCovers, sheetPicture } from "../../src/covers/sheets/sheetPicture.js";
import { covers64 } from "../../src/iterations/covers.js";
import { derive } from "../../src/iterations/derive.js";
import { scaled } from "../../src/iterations/scaled.js";
import type { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { loadSharp } from "../../src/show/sharpWithFonts.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { ownWorld } from "../runs/tinyRun.js";

const folder = temporaryFolder();
let run: Run;

before(async () => {
  ownWorld(folder);
  const tiny = scaled(covers64.repaired, { imageSize: 16, width: 16 });
  const iteration = derive(tiny, { preset: tiny.preset }, { training: { batchSize: 12 } });
  run = await startRun(iteration, { out: join(folder, "run"), steps: 12 });
});

test("a cover is a PNG of 1,400 px that names its enlargement, also in the file", async () => {
  const { png, note } = await drawCover(run, {
    genre: "grid",
    artist: "Ada",
    title: "First Light",
  });
  const { width, height, format, exif } = await loadSharp()(png).metadata();
  assert.deepEqual([width, height, format], [1400, 1400, "png"]);
  assert.equal(note, "drawn at 16 px, enlarged 87.5 times to 1400 px by Mitchell's bicubic filter");
  assert.ok(exif?.includes(note));
});

test("the type changes the cover where it stands and nowhere else", async () => {
  const bytes = async (title?: string) => {
    const { png } = await drawCover(run, {
      genre: "grid",
      sizePx: 200,
      ...(title ? { title } : {}),
    });
    return loadSharp()(png).raw().toBuffer();
  };
  const [bare, titled] = [await bytes(), await bytes("Ночь")];
  const half = bare.length / 2;
  assert.ok(bare.subarray(0, half).equals(titled.subarray(0, half)));
  assert.ok(!bare.subarray(half).equals(titled.subarray(half)));
});

test("a long title takes up to three lines and never leaves the cover", () => {
  const places = (title: string) => {
    const svg = coverType({ title }, 1000);
    const path = svg.slice(svg.indexOf("<path"));
    return [...path.matchAll(/[ML](-?[\d.]+)[ ,]?(-?[\d.]+)/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
  };
  for (const title of [
    "Hi",
    "A Very Long Title About Nothing In Particular At All",
    "W".repeat(60),
  ]) {
    const all = places(title);
    assert.ok(all.length > 0);
    assert.ok(
      all.every(([x = -1, y = -1]) => x >= 0 && x <= 1000 && y >= 500 && y <= 1000),
      title,
    );
  }
});

test("shares of genres sum to 1; genres there are not, and shares of nothing, are refused", () => {
  assert.deepEqual([...genreShares(["a", "b"], { a: 1, b: 3 })], [0.25, 0.75]);
  assert.throws(() => genreShares(["a", "b"], "c"), {
    message: 'genre: expected one of a, b, got "c"',
  });
  assert.throws(
    () => genreShares(["a", "b"], { a: -1 }),
    /share of a: expected a number of at least 0/,
  );
  assert.throws(() => genreShares(["a", "b"], { a: 0 }), /shares of a sum above 0/);
});

test("a way from genre to genre begins and ends in genres, and every step sums to 1", () => {
  const stops = ["a", "b", "a"].map((name) => genreShares(["a", "b"], name));
  const way = sharesAlong(stops, 4);
  assert.equal(way.length, 9);
  assert.deepEqual([...(way[0] ?? [])], [1, 0]);
  assert.deepEqual([...(way[4] ?? [])], [0, 1]);
  assert.deepEqual([...(way[8] ?? [])], [1, 0]);
  for (const shares of way) assert.ok(Math.abs((shares[0] ?? 0) + (shares[1] ?? 0) - 1) < 1e-6);
});

test("the film ends as it begins, and the strip has a row for each latent", async () => {
  const film = genreFilm(run, { frames: 2, numbers: [1] });
  const frames = [];
  for await (const frame of film.frames()) frames.push(frame);
  assert.equal(frames.length, 13); // 6 genres, back to the first
  assert.deepEqual(frames[0]?.data, frames[12]?.data);
  assert.notDeepEqual(frames[0]?.data, frames[2]?.data);
  const strip = genreStrip(run, { genres: ["grid", "meadow"], frames: 3, numbers: [1, 2] });
  assert.deepEqual([strip.width, strip.height], [4 * 16, 2 * 16]);
  assert.throws(() => genreStrip(run, { genres: ["polka", "meadow"] }), /genre: expected one of/);
});

test("a sheet has the same latents in every row, and names beside the rows", async () => {
  const covers = sheetCovers(run, { columns: 3 });
  assert.equal(covers.count, 18);
  assert.deepEqual(sheetCovers(run, { columns: 3 }).data, covers.data);
  assert.notDeepEqual(sheetCovers(run, { columns: 3, seed: 9 }).data, covers.data);
  const { width = 0, height } = await loadSharp()(
    await sheetPicture(run, { columns: 3 }),
  ).metadata();
  assert.equal(height, 6 * 96);
  assert.ok(width > 3 * 96 + 60);
});

test("characters without a glyph, sizes below the drawing and numbers that are none are refused", async () => {
  await assert.rejects(drawCover(run, { genre: "grid", title: "夜" }), {
    message: 'title: expected characters that DejaVu Sans has, got "夜"',
  });
  await assert.rejects(
    drawCover(run, { genre: "grid", sizePx: 8 }),
    /size: expected whole px from 16/,
  );
  await assert.rejects(
    drawCover(run, { genre: "grid", number: -1 }),
    /number: expected a whole number/,
  );
});

test("a canvas of a run that is told genres is refused: its input is more than a grid of latents", async () => {
  await assert.rejects(
    generate(run, { out: join(folder, "canvas") }),
    /canvas of run: expected a network of latents alone, got "covers64, which is told a genre too/,
  );
});
