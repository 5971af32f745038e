import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import sharp from "sharp";
import { atelier, temporaryFolder } from "./atelier.js";

const folder = temporaryFolder();
const pictures = join(folder, "in");

before(async () => {
  mkdirSync(pictures);
  const create = { width: 30, height: 20, channels: 3, background: "#a40" } as const;
  await sharp({ create }).png().toFile(join(pictures, "one.png"));
  await sharp({ create }).png().toFile(join(pictures, "two.png"));
});

const size = ["-x", "8", "-y", "8"];

test("the report's own arguments resize a folder, and duplicates are counted", async () => {
  const out = join(folder, "out");
  const { status, stdout } = await atelier("resize", "-d", pictures, ...size, "-o", out);
  assert.equal(status, 0);
  assert.match(stdout, /2 of 2 files, 0:00:00 left/);
  assert.match(stdout, /complete: 2 pictures of 8 x 8 px \(centre\)/);
  assert.match(stdout, /1 duplicates by their bytes, 0 near-duplicates by their looks, 0 dropped/);
  assert.ok(existsSync(join(out, "one.jpg")));
});

test("a folder with pictures in it is one clear error without --force", async () => {
  const { status, errors } = await atelier(
    "resize",
    "-d",
    pictures,
    ...size,
    "-o",
    join(folder, "out"),
  );
  assert.equal(status, 1);
  assert.match(
    errors.join("\n"),
    /^atelier: -o: expected a new or empty folder, or --force, got "[^\n]*"$/,
  );
});

test("a missing size and an unknown mode are one clear error each", async () => {
  const missing = await atelier("resize", "-d", pictures, "-o", join(folder, "none"));
  assert.match(
    missing.errors.join("\n"),
    /^atelier: required option '-x <px>' not specified; usage: /,
  );
  const unknown = await atelier(
    "resize",
    "-d",
    pictures,
    ...size,
    "-o",
    join(folder, "none"),
    "--mode",
    "crop",
  );
  assert.match(
    unknown.errors.join("\n"),
    /^atelier: option '--mode <mode>' argument 'crop' is invalid\. Allowed choices are squash, centre, random\./,
  );
  assert.deepEqual([missing.status, unknown.status], [1, 1]);
});
