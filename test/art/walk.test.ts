import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { memory } from "@tensorflow/tfjs-core";
import sharp from "sharp";
import { latentOf } from "../../src/art/latentOf.js";
import { cubic, slerp } from "../../src/art/walk/interpolate.js";
import { latentPath, PathLatents } from "../../src/art/walk/path.js";
import { lab } from "../../src/lab.js";
import type { Run } from "../../src/runs/run.js";
import { TrainedGenerator } from "../../src/runs/trainedGenerator.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { smallArtRun } from "./artRuns.js";

const folder = temporaryFolder();
const out = (name: string) => join(folder, name);
const short = { keys: [1, 2, 3], framesPerKey: 4, fps: 20 } as const;
let run: Run;

before(async () => {
  process.env.ATELIER_CHECKPOINTS = folder;
  run = await smallArtRun(folder, "trained");
});

const length = (vector: Float32Array) => Math.hypot(...vector);
const apart = (a: Float32Array, b: Float32Array) =>
  Math.max(...a.map((value, at) => Math.abs(value - (b[at] as number))));
const pixels = async (file: string) => await sharp(file).raw().toBuffer();

/** The latents of all frames. */
function latentsOf(options: Parameters<typeof latentPath>[1], frames: number): Float32Array[] {
  const generator = new TrainedGenerator(run);
  const latents = new PathLatents(generator, latentPath(100, options));
  generator.dispose();
  return Array.from({ length: frames }, (_, frame) => latents.at(frame));
}

test("an arc keeps the length of its ends where a straight line loses a third of it", () => {
  const [a = new Float32Array(), b = new Float32Array()] = latentsOf(
    { ...short, framesPerKey: 1 },
    2,
  );
  const middle = slerp(a, b, 0.5);
  const ends = [length(a), length(b)];
  assert.ok(length(middle) > Math.min(...ends) - 0.5 && length(middle) < Math.max(...ends) + 0.5);
  const line = a.map((value, at) => (value + (b[at] as number)) / 2);
  assert.ok(length(line) < 0.8 * Math.min(...ends));
  assert.deepEqual([slerp(a, b, 0), slerp(a, b, 1)], [a, b]);
  assert.ok(apart(slerp(a, a, 0.3), a) < 1e-6);
});

test("keys fall on their frames exactly, whatever the method; a loop goes on to the first one", () => {
  const generator = new TrainedGenerator(run);
  for (const method of ["slerp", "linear", "cubic"] as const) {
    const frames = latentsOf({ ...short, method }, 12);
    short.keys.forEach((key, at) => {
      assert.deepEqual(frames[4 * at], latentOf(generator, key));
    });
    const [last, first] = [frames[11], frames[0]] as [Float32Array, Float32Array];
    const step = apart(frames[1] as Float32Array, first);
    assert.ok(
      apart(last, first) < 3 * step,
      `${method}: the last frame is one step from the first`,
    );
  }
  generator.dispose();
});

test("a cubic has no corner at a key; soft easing is slow there, even easing is not", () => {
  const speed = (frames: Float32Array[], at: number) =>
    frames[at]?.map((value, i) => value - (frames[at - 1]?.[i] as number)) as Float32Array;
  const many = { ...short, framesPerKey: 50 };
  const corner = (method: "cubic" | "linear") => {
    const frames = latentsOf({ ...many, method }, 60);
    return apart(speed(frames, 50), speed(frames, 51));
  };
  assert.ok(corner("cubic") < 0.2 * corner("linear"));
  const start = (easing: "soft" | "even") =>
    length(speed(latentsOf({ ...many, method: "linear", easing }, 3), 1));
  assert.ok(start("soft") < 0.1 * start("even"));
  const vectors = [1, 2, 3, 4].map((value) => Float32Array.of(value));
  assert.ok(Math.abs((cubic(vectors as never, 0.5)[0] as number) - 2.5) < 1e-6);
});

test("a walk leaves numbered frames, an animation, its path and its keys; tensors are freed", async () => {
  const held = memory().numTensors;
  const seen: number[] = [];
  const made = await lab.walk(run, {
    ...short,
    formats: ["png", "webp", "gif"],
    out: out("walk"),
    onProgress: ({ done, total }) => seen.push(done / total),
  });
  assert.deepEqual(made.files, ["frames", "film.webp", "film.gif", "path.json", "keys.png"]);
  assert.equal(readdirSync(join(made.folder, "frames")).length, 12);
  const { width, pageHeight, loop, delay } = await sharp(join(made.folder, "film.gif"), {
    pages: -1,
  }).metadata();
  assert.deepEqual([width, pageHeight, loop], [16, 16, 0]);
  assert.equal(
    delay?.reduce((sum, each) => sum + each, 0),
    12 * 50,
  ); // a loop does not wait
  const { pictures } = await lab.sample(run, { seeds: [2], out: out("key") });
  const key = await pixels(join(made.folder, "frames", "frame-0004.png"));
  assert.ok(key.equals(Buffer.from(pictures.data)));
  assert.deepEqual([seen.length, seen.at(-1)], [36, 1]);
  assert.equal(memory().numTensors, held);
  assert.ok((await lab.again(join(made.folder, "keys.png"), { out: out("keys.png") })).sameBytes);
});

test("a path's own file makes the same film again", async () => {
  const first = await lab.walk(run, {
    ...short,
    formats: ["png"],
    out: out("first"),
    method: "cubic",
  });
  const file = join(first.folder, "path.json");
  assert.ok(readFileSync(file).length < 500);
  const second = await lab.walk(run, { path: file, formats: ["png"], out: out("second") });
  assert.deepEqual(second.path, first.path);
  for (const name of readdirSync(join(first.folder, "frames"))) {
    const [one, two] = [first, second].map((each) =>
      readFileSync(join(each.folder, "frames", name)),
    );
    assert.ok(one?.equals(two as Buffer));
  }
});

test("a film of any size: enlarged whole onto black, or drawn so on a grid of latents", async () => {
  const size = { width: 48, height: 24, formats: ["png"], keys: [1, 2], framesPerKey: 2 } as const;
  const enlarged = await lab.walk(run, { ...size, enlarge: "nearest", out: out("enlarged") });
  const frame = join(enlarged.folder, "frames", "frame-0000.png");
  const { data, info } = await sharp(frame).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height], [48, 24]);
  const column = (x: number) =>
    Array.from({ length: 24 }, (_, y) => data[(y * 48 + x) * 3] as number);
  assert.ok(column(2).every((value) => value === 0) && column(24).some((value) => value > 0));
  const canvas = await lab.walk(run, { ...size, enlarge: "canvas", out: out("canvas") });
  const drawn = await pixels(join(canvas.folder, "frames", "frame-0000.png"));
  const still = await lab.generate(run, { seed: 1, width: 48, height: 24, out: out("still.png") });
  assert.ok(drawn.equals(Buffer.from(still.picture.data)));
});

test("a stop keeps the frames that are done, and the path", async () => {
  const stop = new AbortController();
  const made = await lab.walk(run, {
    ...short,
    framesPerKey: 40,
    out: out("stopped"),
    signal: stop.signal,
    onProgress: ({ done }) => done >= 10 && stop.abort(),
  });
  assert.equal(made.frames, 10);
  assert.deepEqual(made.files, ["frames", "path.json", "keys.png"]);
  assert.equal(readdirSync(join(made.folder, "frames")).length, 10);
});

test("paths, sizes and formats that cannot be are refused before anything is drawn", async () => {
  writeFileSync(out("other.json"), JSON.stringify(latentPath(64, short)));
  writeFileSync(out("forged.json"), JSON.stringify({ ...latentPath(100, short), run: "x" }));
  writeFileSync(out("torn.json"), "{");
  const cases: readonly (readonly [Parameters<typeof lab.walk>[1], RegExp])[] = [
    [
      { path: out("other.json") },
      /^ConfigError: path: expected latents of 100 numbers for trained, got 64$/,
    ],
    [
      { path: out("forged.json") },
      /expected a path of latents, got a wrong file: Unrecognized key/,
    ],
    [{ path: out("torn.json") }, /torn\.json: expected a path of latents, got /],
    [{ keys: [1] }, /path: expected a path of latents, got a wrong keys: /],
    [{ method: "spiral" as "slerp" }, /got a wrong method: /],
    [{ framesPerKey: 0 }, /got a wrong framesPerKey: /],
    [{ width: 9000 }, /film width: expected 1 to 8192 px, got 9000$/],
    [{ enlarge: "dream" as "cubic", width: 32 }, /enlargement: expected one of canvas, nearest, /],
    [
      { width: 1920, height: 1080, framesPerKey: 300, formats: ["webp"] },
      /animation: expected at most 1\.0 GiB of pixels \(172 frames of this size\), got /,
    ],
    [{ step: 1 }, /checkpoint of trained: expected one of steps 0, 2, 4, got 1$/],
  ];
  for (const [options, message] of cases)
    await assert.rejects(lab.walk(run, { ...options, out: out("never") }), message);
  const { FFMPEG } = process.env;
  process.env.FFMPEG = out("no-ffmpeg");
  try {
    await assert.rejects(
      lab.walk(run, { ...short, formats: ["mp4"], out: out("never") }),
      /^ConfigError: MP4: expected ffmpeg on the search path or in \$FFMPEG, got none$/,
    );
  } finally {
    if (FFMPEG === undefined) delete process.env.FFMPEG;
    else process.env.FFMPEG = FFMPEG;
  }
  assert.equal(existsSync(out("never")), false);
});

test("a walk without a word on formats says why there is no MP4 or no WebP", async () => {
  const { FFMPEG } = process.env;
  process.env.FFMPEG = out("no-ffmpeg");
  const lines: string[] = [];
  try {
    const log = (line: string) => lines.push(line);
    const made = await lab.walk(run, { keys: [1, 2], framesPerKey: 2, out: out("plain"), log });
    assert.deepEqual(made.files.slice(0, 2), ["frames", "film.webp"]);
  } finally {
    if (FFMPEG === undefined) delete process.env.FFMPEG;
    else process.env.FFMPEG = FFMPEG;
  }
  assert.deepEqual(lines, ["no MP4: ffmpeg is neither on the search path nor in $FFMPEG"]);
});
