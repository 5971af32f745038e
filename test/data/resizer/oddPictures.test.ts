import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import { resizeFolder } from "../../../src/data/resizer/resizeFolder.js";
import { put, realData, temporaryFolder, withoutRealData } from "../helpers.js";

/** Left half in one colour, right half in another. */
const halves = (left: string, right: string) =>
  sharp(
    Buffer.from(
      `<svg width="40" height="20"><rect width="20" height="20" fill="${left}"/><rect x="20" width="20" height="20" fill="${right}"/></svg>`,
    ),
  );

/** Colours of the left and the right half of a picture. */
async function sides(file: string): Promise<number[][]> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  assert.equal(info.channels, 3, `${file} has three channels`);
  const at = (x: number) => ((info.height >> 1) * info.width + x) * 3;
  return [3, info.width - 4].map((x) => [...data.subarray(at(x), at(x) + 3)]);
}

async function assertSides(file: string, left: number[], right: number[], by = 40): Promise<void> {
  const got = await sides(file);
  for (const [side, want] of [left, right].entries())
    for (const [channel, value] of want.entries())
      assert.ok(
        Math.abs((got[side]?.[channel] as number) - value) <= by,
        `${file}: ${JSON.stringify(got)} is not near ${left} | ${right}`,
      );
}

const [red, blue, white, black] = [
  [255, 0, 0],
  [0, 0, 255],
  [255, 255, 255],
  [0, 0, 0],
] as const;

test("unusual files come out as upright 8-bit RGB: 16 bit, CMYK, turned, grey, animated, misnamed, transparent", async () => {
  const d = temporaryFolder();
  const two = () => halves("#f00", "#00f");
  const frame = await two().png().toBuffer();
  const other = await halves("#0f0", "#0f0").png().toBuffer();
  const grey = halves("#fff", "#000");
  put(d, "16bit.png", await two().toColourspace("rgb16").png().toBuffer());
  put(d, "cmyk.jpg", await two().toColourspace("cmyk").jpeg({ quality: 100 }).toBuffer());
  const turned = await two().flatten().rotate(270).png().toBuffer();
  put(d, "turned.jpg", await sharp(turned).withMetadata({ orientation: 6 }).jpeg().toBuffer());
  put(d, "grey.png", await grey.toColourspace("b-w").png().toBuffer());
  put(
    d,
    "animated.gif",
    await sharp([frame, other], { join: { animated: true } })
      .gif()
      .toBuffer(),
  );
  put(d, "misnamed.png", await two().webp({ lossless: true }).toBuffer());
  put(d, "clear.png", await halves("#f00", "rgba(0,0,0,0)").png().toBuffer());
  const o = join(temporaryFolder(), "out");
  const { pictures, refused } = await resizeFolder({
    d,
    x: 32,
    y: 16,
    o,
    mode: "squash",
    format: "png",
  });
  assert.deepEqual([pictures.length, refused.length], [7, 0], JSON.stringify(refused));
  for (const { file, source } of pictures)
    if (!/cmyk|grey|clear/.test(source)) await assertSides(join(o, file), [...red], [...blue]);
  await assertSides(join(o, "cmyk.png"), [...red], [...blue], 160); // out of the inks' reach
  await assertSides(join(o, "grey.png"), [...white], [...black]);
  await assertSides(join(o, "clear.png"), [...red], [...white]);
  const format = (source: string) => pictures.find((each) => each.source === source)?.format;
  assert.equal(format("misnamed.png"), "webp");
});

test("the odd files of $ATELIER_DATA: five are refused by name, six come out right", {
  skip: withoutRealData || (!existsSync(join(realData ?? "", "odd")) && "no odd/ in ATELIER_DATA"),
}, async () => {
  const o = join(temporaryFolder(), "out");
  const d = join(realData as string, "odd");
  const { pictures, refused } = await resizeFolder({ d, x: 64, y: 64, o });
  assert.deepEqual(
    refused.map(({ file, reason }) => `${file}: ${reason}`),
    [
      "65536-uint32-limit.png: more than 100 megapixels, refused before unpacking",
      "corrupt-header.jpg: a JPEG with a header only",
      "truncated-train-images-idx3-ubyte.gz: a gzip file; JPEG, PNG, WebP and GIF are read",
      "truncated.jpg: a JPEG cut off at 10000 bytes",
      "truncated.png: a PNG cut off at 10000 bytes",
    ],
  );
  const noted = pictures.map(({ source, widthPx, heightPx, format }) => [
    source,
    widthPx,
    heightPx,
    format,
  ]);
  assert.deepEqual(noted, [
    ["16-bit-grey-alpha.png", 109, 96, "png"],
    ["Channel_digital_image_CMYK_color.jpg", 500, 333, "jpeg"],
    ["Landscape_6.jpg", 600, 450, "jpeg"],
    ["animated-loop-3.gif", 370, 285, "gif"],
    ["gray-1channel-album.jpg", 640, 640, "jpeg"],
    ["webp-named-cat1035.png", 800, 450, "webp"],
  ]);
  for (const { file } of pictures) {
    const { channels, width, height, depth } = await sharp(join(o, file)).metadata();
    assert.deepEqual([channels, width, height, depth], [3, 64, 64, "uchar"], file);
  }
});
