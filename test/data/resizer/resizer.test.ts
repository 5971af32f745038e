import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import { openDataSet } from "../../../src/data/openDataSet.js";
import { resizeFolder } from "../../../src/data/resizer/resizeFolder.js";
import type { ResizeOptions } from "../../../src/data/resizer/resizeOptions.js";
import { Random } from "../../../src/engine/random.js";
import { ConfigError } from "../../../src/errors.js";
import { put, temporaryFolder } from "../helpers.js";

/** Smooth colours that differ from seed to seed, in any size. */
function painted(seed: number, width = 90, height = 60): sharp.Sharp {
  const random = new Random(seed, "painted");
  const data = Uint8Array.from({ length: 5 * 4 * 3 }, () => random.word() & 255);
  return sharp(data, { raw: { width: 5, height: 4, channels: 3 } }).resize(width, height, {
    fit: "fill",
  });
}

/** Left half red, right half blue, twice as wide as high. */
const flag = () =>
  sharp(
    Buffer.from(
      '<svg width="80" height="40"><rect width="40" height="40" fill="#f00"/><rect x="40" width="40" height="40" fill="#00f"/></svg>',
    ),
  );

const folderOf = async (files: Record<string, sharp.Sharp | Uint8Array>) => {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files))
    put(folder, name, content instanceof Uint8Array ? content : await content.toBuffer());
  return folder;
};

const resize = (d: string, o: string, more: Partial<ResizeOptions> = {}) =>
  resizeFolder({ d, x: 16, y: 16, o, ...more });
const out = () => join(temporaryFolder(), "out");
const png = (seed: number) => painted(seed).png();

async function pixelAt(file: string, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + info.channels)];
}

const near = (got: readonly number[], want: readonly number[], by = 8) =>
  assert.ok(
    got.length === want.length && got.every((value, at) => Math.abs(value - (want[at] ?? 0)) <= by),
    `${got} is not near ${want}`,
  );

test("squash keeps the whole picture, centre its middle, random a place that the seed decides", async () => {
  const d = await folderOf({ "flag.png": flag().png() });
  const [squashed, centred] = [out(), out()];
  await resize(d, squashed, { mode: "squash", x: 20, y: 40, format: "png" });
  await resize(d, centred, { mode: "centre", x: 20, y: 40, format: "png" });
  near(await pixelAt(join(squashed, "flag.png"), 2, 20), [255, 0, 0]);
  near(await pixelAt(join(squashed, "flag.png"), 17, 20), [0, 0, 255]);
  near(await pixelAt(join(centred, "flag.png"), 2, 20), [255, 0, 0]);
  const tall = await sharp(join(centred, "flag.png")).metadata();
  assert.deepEqual([tall.width, tall.height], [20, 40]);
  const cuts = new Set<string>();
  for (const seed of [1, 1, 2, 3, 4]) {
    const o = out();
    await resize(d, o, { mode: "random", seed, format: "png" });
    cuts.add(readFileSync(join(o, "flag.png")).toString("base64"));
  }
  assert.ok(cuts.size > 1, "another seed cuts elsewhere");
  assert.ok(cuts.size < 5, "the same seed cuts at the same place");
});

test("names and sub-folders stay; names that would meet are told apart, also by case alone", async () => {
  const d = await folderOf({
    "a/one.png": png(1),
    "a/one.webp": painted(2).webp(),
    "a/ONE.gif": painted(3).gif(),
    "b/one.png": png(4),
  });
  const o = out();
  const { pictures } = await resize(d, o);
  assert.deepEqual(
    pictures.map(({ source, file }) => [source, file]),
    [
      ["a/ONE.gif", "a/ONE.jpg"],
      ["a/one.png", "a/one.png.jpg"],
      ["a/one.webp", "a/one.webp.jpg"],
      ["b/one.png", "b/one.jpg"],
    ],
  );
  assert.deepEqual(readdirSync(join(o, "a")).length, 3);
});

test("the list beside the pictures has each one's source and the hash of its bytes", async () => {
  const d = await folderOf({ "x.png": png(1) });
  const o = out();
  await resize(d, o);
  const { pictures, choices } = JSON.parse(readFileSync(join(o, "resized.json"), "utf8"));
  const sha256 = createHash("sha256")
    .update(readFileSync(join(d, "x.png")))
    .digest("hex");
  assert.equal(pictures.length, 1);
  assert.deepEqual(
    [pictures[0].source, pictures[0].sha256, pictures[0].widthPx, pictures[0].heightPx],
    ["x.png", sha256, 90, 60],
  );
  assert.deepEqual([choices.x, choices.y, choices.mode], [16, 16, "centre"]);
});

test("nothing in IN changes, and what comes out opens as a data set with its labels", async () => {
  const d = await folderOf({ "a/1.png": png(1), "b/2.png": png(2) });
  const look = () =>
    readdirSync(d, { recursive: true })
      .map(String)
      .map((name) => [name, statSync(join(d, name)).mtimeMs, statSync(join(d, name)).size]);
  const before = look();
  const o = out();
  await resize(d, o, { duplicates: "drop-near" });
  assert.deepEqual(look(), before);
  const set = await openDataSet("own", {
    folder: o,
    cacheFolder: temporaryFolder(),
    log: () => {},
  });
  assert.deepEqual([set.count, set.labels, set.nativeSize], [2, ["a", "b"], 16]);
});

test("duplicates are told by their bytes and look-alikes by their looks; both can be dropped", async () => {
  const original = await painted(7, 300, 200).jpeg({ quality: 95 }).toBuffer();
  const d = await folderOf({
    "1.jpg": original,
    "2-copy.jpg": original,
    "3-packed-again.jpg": painted(7, 300, 200).jpeg({ quality: 40 }),
    "4-smaller.webp": painted(7, 120, 80).webp(),
    "5-another.jpg": painted(8, 300, 200).jpeg(),
    "6-white.png": sharp({
      create: { width: 30, height: 30, channels: 3, background: "#fff" },
    }).png(),
    "7-black.png": sharp({
      create: { width: 30, height: 30, channels: 3, background: "#000" },
    }).png(),
  });
  const kept = await resize(d, out());
  assert.deepEqual(kept.duplicates, [{ source: "2-copy.jpg", of: "1.jpg" }]);
  assert.deepEqual(kept.nearDuplicates, [
    { source: "3-packed-again.jpg", of: "1.jpg" },
    { source: "4-smaller.webp", of: "1.jpg" },
  ]);
  assert.deepEqual([kept.pictures.length, kept.dropped], [7, 0]);
  for (const [duplicates, count] of [
    ["drop", 6],
    ["drop-near", 4],
  ] as const) {
    const o = out();
    const { pictures, dropped } = await resize(d, o, { duplicates });
    assert.deepEqual([pictures.length, dropped], [count, 7 - count]);
    assert.equal(readdirSync(o).filter((name) => name.endsWith(".jpg")).length, count);
  }
});

test("a folder that holds something is refused and stays; with force only its namesakes change", async () => {
  const d = await folderOf({ "x.png": png(1) });
  const o = await folderOf({ "mine.txt": Buffer.from("mine"), "x.jpg": Buffer.from("old") });
  await assert.rejects(
    resize(d, o),
    /^ConfigError: -o: expected a new or empty folder, or --force, got .*mine\.txt/,
  );
  assert.equal(readFileSync(join(o, "x.jpg"), "utf8"), "old");
  await resize(d, o, { force: true });
  assert.equal(readFileSync(join(o, "mine.txt"), "utf8"), "mine");
  assert.equal((await sharp(join(o, "x.jpg")).metadata()).width, 16);
});

test("OUT inside IN, IN inside OUT, the same folder, and a link to it are refused even by force", async () => {
  const d = await folderOf({ "in/x.png": png(1) });
  const inside = join(d, "in");
  symlinkSync(inside, join(d, "link"));
  for (const o of [inside, join(inside, "out", "deep"), d, join(d, "link", "out")])
    await assert.rejects(resize(inside, o, { force: true }), /-o: expected a folder outside/);
  assert.deepEqual(readdirSync(inside), ["x.png"]);
});

test("each wrong option is one error that names the field and what is allowed", async () => {
  const d = await folderOf({ "x.png": png(1), "notes.md": Buffer.from("no picture") });
  const wrong: [Partial<ResizeOptions>, RegExp][] = [
    [{ x: 0 }, /^x: expected a whole number of px from 1 to 16384, got 0$/],
    [{ y: 2.5 }, /^y: expected a whole number of px/],
    [{ y: 99999 }, /^y: expected .*, got 99999$/],
    [{ seed: -1 }, /^seed: expected a whole number of at least 0, got -1$/],
    [{ mode: "crop" as "centre" }, /^mode: expected one of squash, centre, random, got "crop"$/],
    [{ format: "tiff" as "png" }, /^format: expected one of jpeg, png, got "tiff"$/],
    [
      { duplicates: "no" as "keep" },
      /^duplicates: expected one of keep, drop, drop-near, got "no"$/,
    ],
    [{ d: join(d, "nowhere") }, /^-d: expected a folder of pictures, got /],
    [{ d: join(d, "x.png") }, /^-d: expected a folder of pictures, got "the file /],
    [{ d: "" }, /^-d: expected a folder of pictures, got "no name"$/],
    [{ o: "" }, /^-o: expected a folder for the new pictures, got "no name"$/],
    [{ o: join(d, "notes.md") }, /^-o: expected a folder outside/],
  ];
  for (const [more, message] of wrong) {
    const o = out();
    await assert.rejects(resize(d, o, more), (error: Error) => {
      assert.ok(error instanceof ConfigError, error.stack);
      assert.match(error.message, message);
      return true;
    });
    assert.throws(() => statSync(o), "nothing was begun");
  }
});

test("a folder without a picture is an error with the reasons, and leaves nothing", async () => {
  const d = await folderOf({ "torso.png": (await png(1).toBuffer()).subarray(0, 60) });
  const o = out();
  await assert.rejects(
    resize(d, o),
    /at least one readable .*0 of 1 readable \(torso\.png: a PNG with a header only\)/,
  );
  assert.throws(() => statSync(o));
  const empty = temporaryFolder();
  mkdirSync(join(empty, "a"));
  await assert.rejects(resize(empty, out()), /at least one readable .*got no files/);
});

test("a stop keeps what is done, and the list says that it is not all", async () => {
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at}.png`, png(at)]));
  const d = await folderOf(files);
  const o = out();
  const stop = new AbortController();
  const onProgress = ({ done }: { done: number }) => done === 5 && stop.abort();
  const { state, pictures } = await resize(d, o, { signal: stop.signal, onProgress });
  assert.equal(state, "stopped");
  assert.ok(pictures.length >= 5 && pictures.length < 40, String(pictures.length));
  assert.equal(readdirSync(o).length, pictures.length + 1);
});

test("small pictures are enlarged and said to be; one too thin to cut is refused, but can be squashed", async () => {
  const d = await folderOf({
    "small.png": painted(1, 8, 8).png(),
    "thin.png": painted(2, 900, 2).png(),
  });
  const cut = await resize(d, out());
  assert.deepEqual(
    cut.pictures.map(({ source, enlarged }) => [source, enlarged]),
    [["small.png", true]],
  );
  assert.deepEqual(cut.refused, [{ file: "thin.png", reason: "900 x 2 px: too thin to cut from" }]);
  assert.equal((await resize(d, out(), { mode: "squash" })).pictures.length, 2);
});
