import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import type { DataSet } from "../../src/data/dataSet.js";
import { openDataSet } from "../../src/data/openDataSet.js";
import { Random } from "../../src/engine/random.js";
import {
  keptLog,
  load,
  pixel,
  put,
  realData,
  temporaryFolder,
  withoutRealData,
} from "./helpers.js";

const { log } = keptLog();
const cacheFolder = temporaryFolder();
const folder = temporaryFolder();
let set: DataSet;

const at = (file: string) => set.manifest.findIndex((entry) => entry.file === file);
const why = (file: string) => set.unreadable.find((each) => each.file === file)?.reason;

function near(got: readonly number[], want: readonly number[], spread = 3): void {
  for (const [index, value] of want.entries())
    assert.ok(Math.abs((got[index] as number) - value) <= spread, `${got} is not near ${want}`);
}

/** A picture with noise, which packs badly: a cut takes pixels away. */
function noise(): sharp.Sharp {
  const random = new Random(1, "odd");
  const data = Uint8Array.from({ length: 200 * 150 * 3 }, () => random.word() & 255);
  return sharp(data, { raw: { width: 200, height: 150, channels: 3 } });
}

/** Left half in one colour, right half in another. */
function halves(left: string, right: string, width = 40, height = 40): sharp.Sharp {
  const half = { width: width / 2, height, channels: 3 } as const;
  const input = { create: { ...half, background: right } };
  const whole = sharp({ create: { ...half, width, background: left } });
  return whole.composite([{ input, left: width / 2, top: 0 }]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  let crc = 0xffffffff;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  out.writeUInt32BE(~crc >>> 0, body.length + 4);
  return out;
}

/** A PNG that says it is 60,000 px wide and high, in a few kilobytes. */
function bomb(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(60000, 0);
  header.writeUInt32BE(60000, 4);
  header[8] = 1; // one bit a pixel, grey
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const pixels = deflateSync(Buffer.alloc(7501 * 1000));
  const none = new Uint8Array(0);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", none),
  ]);
}

before(async () => {
  const [jpeg, png, webp] = await Promise.all([
    noise().jpeg().toBuffer(),
    noise().png().toBuffer(),
    noise().webp().toBuffer(),
  ]);
  put(folder, "cut.jpg", jpeg.subarray(0, jpeg.length / 2));
  put(folder, "cut.png", png.subarray(0, png.length / 2));
  put(folder, "cut.webp", webp.subarray(0, webp.length / 2));
  const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  put(folder, "header only.jpg", jpeg.subarray(0, Math.min(300, scan - 50)));
  put(folder, "bomb.png", bomb());
  put(folder, "tiff.jpg", await noise().tiff().toBuffer());
  put(folder, "webp.png", await halves("#f00", "#00f").webp({ lossless: true }).toBuffer());
  put(folder, "cmyk.jpg", await halves("#f00", "#00f").toColourspace("cmyk").jpeg().toBuffer());
  const turned = halves("#f00", "#00f", 60, 40).withMetadata({ orientation: 6 });
  put(folder, "turned.jpg", await turned.jpeg({ chromaSubsampling: "4:4:4" }).toBuffer());
  put(
    folder,
    "grey.jpg",
    await halves("#505050", "#c8c8c8").toColourspace("b-w").jpeg().toBuffer(),
  );
  const deep = halves("#404040", "#c0c0c0").greyscale().toColourspace("grey16");
  put(folder, "16 bit.png", await deep.png().toBuffer());
  const clear = sharp({ create: { width: 9, height: 9, channels: 4, background: "#f000" } });
  put(folder, "clear.png", await clear.png().toBuffer());
  const frames = await Promise.all(["#f00", "#0f0"].map((c) => halves(c, c).png().toBuffer()));
  const moving = () => sharp(frames, { join: { animated: true } });
  put(folder, "moving.gif", await moving().gif().toBuffer());
  put(folder, "moving.webp", await moving().webp({ lossless: true }).toBuffer());
  set = await openDataSet("dogs", { folder, cacheFolder, log });
});

test("files that are cut off, headers only, bombs and other formats are listed with reasons", () => {
  assert.match(why("cut.jpg") ?? "", /^a JPEG cut off at \d+ bytes$/);
  assert.match(why("cut.png") ?? "", /^a PNG cut off at \d+ bytes$/);
  assert.match(why("cut.webp") ?? "", /^a WebP .*(cut off|header)/);
  assert.equal(why("header only.jpg"), "a JPEG with a header only");
  assert.equal(why("bomb.png"), "more than 100 megapixels, refused before unpacking");
  assert.equal(why("tiff.jpg"), "a TIFF picture; JPEG, PNG, WebP and GIF are read");
  assert.equal(set.unreadable.length, 6);
});

test("WebP under a .png name is read as what it is", async () => {
  assert.equal(set.manifest[at("webp.png")]?.format, "webp");
  near(pixel(await load(set, at("webp.png")), 8, 1, 4), [255, 0, 0]);
});

test("CMYK becomes sRGB", async () => {
  assert.match(set.manifest[at("cmyk.jpg")]?.mode ?? "", /^cmyk uchar 4$/);
  const [red, green, blue] = pixel(await load(set, at("cmyk.jpg")), 8, 1, 4) as [
    number,
    number,
    number,
  ];
  assert.ok(red > 180 && green < 90 && blue < 90, `${red} ${green} ${blue}`);
});

test("the orientation in the file is applied, to the size too", async () => {
  const { widthPx, heightPx } = set.manifest[at("turned.jpg")] ?? {};
  assert.deepEqual([widthPx, heightPx], [40, 60]);
  const seen = await load(set, at("turned.jpg"));
  near(pixel(seen, 8, 4, 1), [255, 0, 0], 8);
  near(pixel(seen, 8, 4, 6), [0, 0, 255], 8);
});

test("grey gets three equal channels", async () => {
  assert.match(set.manifest[at("grey.jpg")]?.mode ?? "", /^b-w uchar 1$/);
  near(pixel(await load(set, at("grey.jpg")), 8, 1, 4), [80, 80, 80]);
});

test("16 bit becomes 8 bit without a change of brightness", async () => {
  assert.match(set.manifest[at("16 bit.png")]?.mode ?? "", /^grey16 ushort /);
  const seen = await load(set, at("16 bit.png"));
  near(pixel(seen, 8, 1, 4), [64, 64, 64]);
  near(pixel(seen, 8, 6, 4), [192, 192, 192]);
});

test("what is transparent lies on white", async () => {
  near(pixel(await load(set, at("clear.png")), 8, 4, 4), [255, 255, 255], 0);
});

test("of an animation the first frame is taken", async () => {
  for (const file of ["moving.gif", "moving.webp"]) {
    assert.equal(set.manifest[at(file)]?.heightPx, 40);
    near(pixel(await load(set, at(file)), 8, 4, 4), [255, 0, 0]);
  }
});

test("the real odd files: five broken ones refused by name, six unusual ones come out right", {
  skip: withoutRealData,
}, async () => {
  set = await openDataSet("dogs", { folder: join(realData ?? "", "odd"), cacheFolder, log });
  assert.deepEqual(Object.fromEntries(set.unreadable.map(({ file, reason }) => [file, reason])), {
    "65536-uint32-limit.png": "more than 100 megapixels, refused before unpacking",
    "corrupt-header.jpg": "a JPEG with a header only",
    "truncated-train-images-idx3-ubyte.gz": "a gzip file; JPEG, PNG, WebP and GIF are read",
    "truncated.jpg": "a JPEG cut off at 10000 bytes",
    "truncated.png": "a PNG cut off at 10000 bytes",
  });
  assert.deepEqual(
    set.manifest.map(({ file, widthPx, heightPx }) => `${file} ${widthPx}x${heightPx}`),
    [
      "16-bit-grey-alpha.png 109x96",
      "Channel_digital_image_CMYK_color.jpg 500x333",
      "Landscape_6.jpg 600x450",
      "animated-loop-3.gif 370x285",
      "gray-1channel-album.jpg 640x640",
      "webp-named-cat1035.png 800x450",
    ],
  );
  for (const channels of [1, 3] as const)
    for (let index = 0; index < 6; index++) {
      const seen = await load(set, index, { imageSize: 32, channels, resize: "centre" });
      assert.equal(seen.length, 32 * 32 * channels);
      assert.ok(new Set(seen).size > 1, set.manifest[index]?.file);
    }
});
