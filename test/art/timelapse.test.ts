import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import sharp from "sharp";
import { readFrame } from "../../src/art/keptFrames.js";
import { findFfmpeg } from "../../src/art/writeMp4.js";
import { quickCopy } from "../../src/iterations/quick.js";
import { lab } from "../../src/lab.js";
import { FilmFrames } from "../../src/runs/filmFrames.js";
import type { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { Gan } from "../../src/training/gan.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { filmControl, lateQuarters } from "./filmControl.js";

const folder = temporaryFolder();
const iteration = quickCopy("gan128MNIST", "asTold");
let run: Run;

before(async () => {
  delete process.env.ATELIER_DATA;
  process.env.ATELIER_OFFLINE = "1";
  run = await startRun(iteration, { steps: 9, out: join(folder, "run") });
});

const grey = (file: string) => sharp(file).toColourspace("b-w").raw();
const pixels = async (file: string) => await grey(file).toBuffer();

test("a film holds a frame for every step kept, the last one for two seconds longer", async () => {
  const { folder: made, frames, files } = await lab.timelapse(run, { formats: ["png", "webp"] });
  assert.equal(made, join(run.folder, "timelapse"));
  assert.deepEqual([frames, files], [10, ["frames", "film.webp", "strip.png", "film.json"]]);
  assert.equal(readdirSync(join(made, "frames")).length, 10);
  const film = await sharp(join(made, "film.webp"), { pages: -1 }).metadata();
  assert.deepEqual([film.width, film.pageHeight, film.loop], [336, 336, 0]);
  const { delay = [] } = film; // WebP joins frames that are equal
  assert.equal(
    delay.reduce((sum, each) => sum + each, 0),
    10 * 33 + 2000,
  );
  const { steps, events } = JSON.parse(readFileSync(join(made, "film.json"), "utf8"));
  assert.deepEqual(steps, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const last = events.at(-1) as { step: number; what: string };
  assert.deepEqual([last.step, last.what], [9, "completed"]);
});

test("the frame of step 0 is drawn before any update, and can be drawn again from run and seed", async () => {
  const gan = new Gan(iteration, run.options.seed, "eager");
  const { name, png } = await new FilmFrames(gan).draw(0);
  gan.dispose();
  assert.ok(readFileSync(join(run.folder, "film", name)).equals(png));
});

test("latents can be chosen, in any order; their pictures are those of the kept sheets", async () => {
  const out = join(folder, "chosen");
  await lab.timelapse(run, { out, latents: [5, 2], sizePx: 28, formats: ["png"] });
  const sheet = await readFrame({ step: 9, file: join(run.folder, "film", "step-000009.png") }, 1);
  const frame = await pixels(join(out, "frames", "frame-0009.png"));
  for (let row = 0; row < 28; row++) {
    for (const [place, latent] of [5, 2].entries()) {
      const shown = frame.subarray((row * 2 + place) * 28, (row * 2 + place + 1) * 28);
      const from = (latent * 28 + row) * 28;
      assert.deepEqual([...shown], [...sheet.data.subarray(from, from + 28)]);
    }
  }
});

test("the strip shows eight stages from the first frame to the last, side by side", async () => {
  const out = join(folder, "strip");
  await lab.timelapse(run, { out, latents: [0], sizePx: 28, formats: [] });
  const { data, info } = await grey(join(out, "strip.png")).toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height], [8 * 28 + 9 * 4, 28 + 2 * 4]);
  const first = await readFrame({ step: 0, file: join(run.folder, "film", "step-000000.png") }, 1);
  const line = data.subarray(4 * info.width + 4, 4 * info.width + 4 + 28);
  assert.deepEqual([...line], [...first.data.subarray(0, 28)]);
});

test("a caption changes the lower left corner only", async () => {
  const frames = async (caption: boolean) => {
    const out = join(folder, `caption-${caption}`);
    await lab.timelapse(run, { out, caption, formats: ["png"] });
    return await pixels(join(out, "frames", "frame-0003.png"));
  };
  const [plain, captioned] = [await frames(false), await frames(true)];
  assert.equal(captioned.length, plain.length);
  const changed = [...plain.keys()].filter((at) => plain[at] !== captioned[at]);
  assert.ok(changed.length > 100);
  assert.ok(changed.every((at) => at / 336 > 300 && at % 336 < 240));
});

test("frames of the same latents change far less than the control's, which are new each time", async () => {
  const { fixed, fresh } = await filmControl(quickCopy("gan128MNIST", "repaired"), 30, 2);
  const [calm, control] = [lateQuarters(fixed)[1], lateQuarters(fresh)[1]];
  assert.ok(calm > 0 && calm < control / 2, `${calm} against ${control}`);
});

test("GIF is written too, and MP4 as ffmpeg makes it", {
  skip: findFfmpeg() ? false : "no ffmpeg on the search path or in $FFMPEG",
}, async () => {
  const out = join(folder, "films");
  await lab.timelapse(run, { out, formats: ["gif", "mp4"], fps: 25, holdSeconds: 1 });
  assert.equal((await sharp(join(out, "film.gif"), { pages: -1 }).metadata()).pages, 10);
  const head = readFileSync(join(out, "film.mp4")).subarray(4, 8).toString();
  assert.equal(head, "ftyp");
});

test("MP4 without ffmpeg is refused before anything is made; by default it is left out and said so", async () => {
  const before = process.env.FFMPEG;
  process.env.FFMPEG = join(folder, "no-ffmpeg");
  try {
    const out = join(folder, "without");
    await assert.rejects(
      lab.timelapse(run, { out, formats: ["mp4"] }),
      /MP4: expected ffmpeg on the search path or in \$FFMPEG, got none$/,
    );
    assert.equal(existsSync(out), false);
    const lines: string[] = [];
    const { files } = await lab.timelapse(run, { out, log: (line) => lines.push(line) });
    assert.deepEqual(files.slice(0, 2), ["frames", "film.webp"]);
    assert.match(lines.join(), /^no MP4: ffmpeg is neither/);
  } finally {
    if (before === undefined) delete process.env.FFMPEG;
    else process.env.FFMPEG = before;
  }
});

test("what cannot be is refused by name: pace, latents, format, a run without frames", async () => {
  const refuse = async (options: object, message: RegExp) =>
    await assert.rejects(lab.timelapse(run, options), message);
  await refuse({ fps: 0 }, /fps: expected up to 100 a second, got 0$/);
  await refuse({ holdSeconds: -1 }, /hold: expected 0 to 60 seconds, got -1$/);
  await refuse({ latents: [9] }, /latents: expected some of 0 to 8, got 9$/);
  await refuse(
    { formats: ["avi"] },
    /film format: expected one of png, webp, gif, mp4, got "avi"$/,
  );
  await refuse({ out: run.folder }, /expected a new or empty folder for the film/);
  const empty = join(folder, "empty");
  mkdirSync(join(empty, "film"), { recursive: true });
  for (const name of ["options.json", "status.json"]) {
    writeFileSync(join(empty, name), readFileSync(join(run.folder, name)));
  }
  await assert.rejects(
    lab.timelapse(lab.open(empty)),
    /film of empty: expected a run that kept frames, got "none"$/,
  );
  writeFileSync(join(empty, "film", "step-000000.png"), "no picture");
  await assert.rejects(
    lab.timelapse(lab.open(empty)),
    /step-000000\.png: expected a frame of a film/,
  );
});
