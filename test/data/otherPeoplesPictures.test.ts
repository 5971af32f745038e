import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import { openDataSet } from "../../src/data/openDataSet.js";
import { resizeFolder } from "../../src/data/resizer/resizeFolder.js";
import { tidyJpeg } from "../../src/data/tidyJpeg.js";
import { Random } from "../../src/engine/random.js";
import { keptLog, load, pixel, put, temporaryFolder } from "./helpers.js";

/** A picture of waves and some noise, another one for each number. */
function drawing(number: number, width = 224, height = 224): sharp.Sharp {
  const random = new Random(number, "drawing");
  const value = (at: number) => {
    const [x, y, c] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width), at % 3];
    const wave = 60 * Math.sin(x / (7 + number) + c) + 40 * Math.cos(y / 9);
    return 110 + wave + random.integer(30);
  };
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => value(at));
  return sharp(data, { raw: { width, height, channels: 3 } });
}

const jpegOf = (number: number) => drawing(number).jpeg({ quality: 85 }).toBuffer();

const opened = (folder: string, more = {}) => {
  const { lines, log } = keptLog();
  const cacheFolder = temporaryFolder();
  return openDataSet("folder", { folder, cacheFolder, log, ...more }).then((set) => ({
    set,
    lines,
  }));
};

/** Place of the segment that begins a scan. */
const scanOf = (jpeg: Buffer) => jpeg.indexOf(Buffer.from([0xff, 0xda]));

/** What cameras and programs do to a JPEG that every browser still shows. */
const oddities: Readonly<Record<string, (jpeg: Buffer) => Buffer>> = {
  "Samsung's impossible spectral selection": (jpeg) => {
    const [odd, scan] = [Buffer.from(jpeg), scanOf(jpeg)];
    const last = scan + 2 + odd.readUInt16BE(scan + 2);
    odd.set([0, 0, 0], last - 3);
    return odd;
  },
  "another file after the end": (jpeg) => Buffer.concat([jpeg, Buffer.from("SEFT"), jpeg]),
  "zeros before the end": (jpeg) =>
    Buffer.concat([jpeg.subarray(0, -2), Buffer.alloc(40), jpeg.subarray(-2)]),
  "bytes between segments": (jpeg) => {
    const scan = scanOf(jpeg);
    return Buffer.concat([jpeg.subarray(0, scan), Buffer.from([1, 2, 3]), jpeg.subarray(scan)]);
  },
};

test("JPEGs that are odd but whole are read, and come out as the file without the oddity", async () => {
  const folder = temporaryFolder();
  const jpeg = await jpegOf(1);
  put(folder, "plain.jpg", jpeg);
  for (const [name, change] of Object.entries(oddities)) put(folder, `${name}.jpg`, change(jpeg));
  const { set } = await opened(folder, { keepDuplicates: true });
  assert.deepEqual(set.unreadable, []);
  assert.equal(set.count, 1 + Object.keys(oddities).length);
  const plain = set.manifest.findIndex(({ file }) => file === "plain.jpg");
  for (const imageSize of [16, 224]) {
    const want = await load(set, plain, { imageSize });
    for (let at = 0; at < set.count; at++)
      assert.deepEqual(await load(set, at, { imageSize }), want, set.manifest[at]?.file);
  }
});

/** What a disk or a download does to a file. */
const damages: Readonly<Record<string, (jpeg: Buffer) => Buffer>> = {
  "zeroed sector": (jpeg) => Buffer.from(jpeg).fill(0, 5120, 5632),
  "700 bytes lost": (jpeg) => Buffer.concat([jpeg.subarray(0, 6000), jpeg.subarray(6700)]),
  "cut off": (jpeg) => jpeg.subarray(0, 7000),
};

test("damage is found whatever the size wanted: no picture is let in that full size would refuse", async () => {
  const folder = temporaryFolder();
  const jpeg = await drawing(2, 640, 480).jpeg({ quality: 85 }).toBuffer();
  for (const [name, change] of Object.entries(damages)) {
    put(folder, `${name}.jpg`, change(jpeg));
    const samsung = oddities["Samsung's impossible spectral selection"] as (b: Buffer) => Buffer;
    put(folder, `${name} odd.jpg`, change(samsung(jpeg)));
  }
  put(folder, "whole.jpg", jpeg);
  const { set } = await opened(folder);
  assert.deepEqual(
    set.manifest.map(({ file }) => file),
    ["whole.jpg"],
  );
  assert.equal(set.unreadable.length, 6);
  for (const { reason } of set.unreadable) assert.match(reason, /^a damaged JPEG|cut off/);
  const o = join(temporaryFolder(), "out");
  const { pictures, refused } = await resizeFolder({ d: folder, o, x: 32, y: 32 });
  assert.deepEqual([pictures.length, refused.length], [1, 6]);
});

test("what cannot be followed is not tidied: a cut file, no JPEG, segments that point outside", async () => {
  const jpeg = await jpegOf(3);
  assert.equal(tidyJpeg(jpeg.subarray(0, jpeg.length - 2)), undefined);
  assert.equal(tidyJpeg(Buffer.from("GIF89a")), undefined);
  assert.equal(tidyJpeg(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1])), undefined);
  assert.deepEqual(tidyJpeg(jpeg), jpeg);
});

test("a file that is mended is read, though its size and time are those of the damaged one", async () => {
  const folder = temporaryFolder();
  put(folder, "a.jpg", await jpegOf(4));
  const jpeg = await jpegOf(5);
  const path = put(folder, "b.jpg", Buffer.from(jpeg).fill(0, 3000, 3600));
  const { mtime } = statSync(path);
  const cacheFolder = temporaryFolder();
  const before = await opened(folder, { cacheFolder });
  assert.equal(before.set.count, 1);
  writeFileSync(path, jpeg);
  utimesSync(path, mtime, mtime);
  assert.equal((await opened(folder, { cacheFolder })).set.count, 2);
});

test("a cache of null, of half a file, or of another program's is made anew", async () => {
  const folder = temporaryFolder();
  const cacheFolder = temporaryFolder();
  put(folder, "a.jpg", await jpegOf(6));
  const { set } = await opened(folder, { cacheFolder });
  const kept = join(cacheFolder, "manifests", readdirSync(join(cacheFolder, "manifests"))[0] ?? "");
  const [key = ""] = Object.keys(JSON.parse(readFileSync(kept, "utf8")));
  const others = ["null", "[]", '{"a":', "", "7", `{${JSON.stringify(key)}:null}`];
  for (const text of [...others, `{${JSON.stringify(key)}:{"widthPx":"wide"}}`]) {
    writeFileSync(kept, text);
    const again = await opened(folder, { cacheFolder });
    assert.deepEqual(again.set.manifest, set.manifest, text);
  }
});

test("what systems, NAS boxes and photo programs leave is no picture and no label", async () => {
  const folder = temporaryFolder();
  const jpeg = await jpegOf(7);
  put(folder, "jazz/a.jpg", jpeg);
  put(folder, "metal/b.jpg", await jpegOf(8));
  const left = ["__MACOSX/jazz/._a.jpg", "@eaDir/a.jpg/SYNOPHOTO_THUMB_M.jpg", "jazz/@eaDir/x.jpg"];
  const more = ["Thumbs.db", "jazz/.DS_Store", "jazz/._a.jpg", "#recycle/c.jpg", "desktop.ini"];
  for (const file of [...left, ...more]) put(folder, file, await jpegOf(9));
  const { set, lines } = await opened(folder);
  assert.deepEqual(
    set.manifest.map(({ file }) => file),
    ["jazz/a.jpg", "metal/b.jpg"],
  );
  assert.deepEqual(set.labels, ["jazz", "metal"]);
  assert.deepEqual(set.unreadable, []);
  assert.ok(
    lines.some((line) => line.endsWith(": passed over 8 hidden or system files")),
    lines.join("\n"),
  );
});

test("a label in two Unicode forms is one label, shown composed", async () => {
  const folder = temporaryFolder();
  put(folder, "caf\u00e9/a.jpg", await jpegOf(10));
  put(folder, "cafe\u0301/b.jpg", await jpegOf(11));
  put(folder, "metal/c.jpg", await jpegOf(12));
  const { set } = await opened(folder);
  assert.deepEqual(set.labels, ["caf\u00e9", "metal"]);
  assert.deepEqual([0, 1, 2].map(set.labelOf), [0, 0, 1]);
});

/** A 16-bit and an 8-bit PNG of one colour with a profile. */
async function twins(profile: string): Promise<readonly Buffer[]> {
  const side = { width: 24, height: 24, channels: 3 } as const;
  const green = sharp({ create: { ...side, background: "#c71314" } }).withIccProfile(profile);
  const eight = await green.png().toBuffer();
  const stored = await sharp(eight, { ignoreIcc: true }).raw().toBuffer();
  const { icc } = await sharp(eight).metadata();
  const folder = temporaryFolder();
  const kept = put(folder, "profile.icc", icc ?? Buffer.alloc(0));
  const deep = Uint16Array.from(stored, (byte) => 257 * byte);
  const sixteen = sharp(deep, { raw: side }).toColourspace("rgb16").withIccProfile(kept);
  return [eight, await sixteen.png().toBuffer()];
}

test("a 16-bit PNG with a colour profile has the colours of its 8-bit twin", async () => {
  const folder = temporaryFolder();
  const [eight, sixteen] = await twins("p3");
  put(folder, "8.png", eight as Buffer);
  put(folder, "16.png", sixteen as Buffer);
  const { set } = await opened(folder);
  assert.deepEqual(
    set.manifest.map(({ mode }) => mode),
    ["rgb16 ushort 3", "srgb uchar 3"],
  );
  for (const at of [0, 1])
    for (const [channel, want] of [199, 19, 20].entries()) {
      const got = pixel(await load(set, at), 8, 4, 4)[channel] as number;
      assert.ok(Math.abs(got - want) <= 2, `${set.manifest[at]?.file}: ${got} for ${want}`);
    }
});
