/**
 * Makes runs' folders of full length with the lab's own recorder and measures how fast they are
 * listed, put on a board and opened: `node dist/test/runs/manyRuns.js FOLDER [runs] [steps]`.
 * Every run is trained for 40 steps; the rows after them repeat their figures with noise, the pictures
 * are drawn by an untrained generator.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Random } from "../../src/engine/random.js";
import { writeFile } from "../../src/files.js";
import { quickCopy } from "../../src/iterations/quick.js";
import { projectRoot } from "../../src/project.js";
import { compareRuns } from "../../src/runs/board/readBoard.js";
import { latentExhibit } from "../../src/runs/exhibit.js";
import { Journal } from "../../src/runs/journal.js";
import { openRunData } from "../../src/runs/openRunData.js";
import { Run } from "../../src/runs/run.js";
import { runBatches } from "../../src/runs/runBatches.js";
import { RunRecorder } from "../../src/runs/runRecorder.js";
import { startRun } from "../../src/runs/startRun.js";
import { boardPage } from "../../src/show/board/boardPage.js";
import { Gan } from "../../src/training/gan.js";
import { openPage } from "../show/openPage.js";

const PICTURES = 50;
const TRAINED = 40;

/** Adds rows and pictures to a run of a few steps until it has `steps` of them. */
async function lengthen(run: Run, steps: number): Promise<void> {
  const { options } = run;
  const { iteration, seed } = options;
  const batches = runBatches(await openRunData(iteration, {}), iteration, seed);
  const game = new Gan(iteration, seed);
  const exhibit = latentExhibit(game, batches);
  const journal = new Journal(run.folder, steps);
  const { folder, data } = run;
  const { manifestHash } = data;
  const written = { folder, options, manifestHash, journal, game, batches, exhibit, milestones: 0 };
  const recorder = new RunRecorder({ ...written, onProgress: () => {}, log: console.log });
  const random = new Random(seed, "figures");
  const trained = run.rows();
  for (let step = trained.length + 1; step <= steps; step++) {
    const like = trained[step % trained.length] ?? {};
    const {
      step: _,
      kimg: __,
      seconds: ___,
      imagesPerSecond = 0,
      memoryMiB = 0,
      ...figures
    } = like;
    const noisy = Object.entries(figures).map(([name, value]) => [
      name,
      value * (1 + 0.2 * random.normal()),
    ]);
    await recorder.log(step, Object.fromEntries(noisy), {
      step,
      steps,
      kimg: (iteration.training.batchSize * step) / 1000,
      imagesPerSecond,
      elapsedSeconds: step / 14,
      etaSeconds: 0,
      memoryMiB,
      figures: {},
    });
    if (step % Math.ceil(steps / PICTURES) === 0) await recorder.picture(step);
  }
  await journal.ended("complete", steps);
  batches.close();
  game.dispose();
}

/** The runs' folders, made where they are not there yet. */
async function makeRuns(folder: string, count: number, steps: number): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const out = join(folder, "gan128MNIST", `run-${String(seed).padStart(3, "0")}`);
    if (!existsSync(out)) {
      const preset = seed % 2 === 0 ? "asTold" : "repaired";
      await lengthen(
        await startRun(quickCopy("gan128MNIST", preset), { seed, steps: TRAINED, out }),
        steps,
      );
    }
    runs.push(new Run(out));
  }
  return runs;
}

async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(2)} s`);
  return result;
}

async function main(folder: string, count: number, steps: number): Promise<void> {
  const root = resolve(folder);
  const runs = await timed(`${count} runs of ${steps} steps made`, () =>
    makeRuns(root, count, steps),
  );
  const env = { ...process.env, ATELIER_CHECKPOINTS: root };
  const script = join(projectRoot(), "scripts", "atelier.cjs");
  await timed(`atelier list runs, ${count} of them, with node's start`, () =>
    execFileSync(process.execPath, [script, "list", "runs"], { env, stdio: "pipe" }),
  );
  const most = runs.slice(0, 20);
  const board = await timed(`board of ${most.length} runs read`, () => compareRuns(most));
  const page = await timed("page made", () => boardPage(board));
  const file = join(root, "board.html");
  await writeFile(file, page);
  console.log(`page: ${(page.length / 1e6).toFixed(1)} MB`);
  await openPage(file, { javaScriptEnabled: true, width: 1440 }, async (tab) => {
    await tab.locator(".atelier-board[data-ready]").waitFor();
    const ready = "performance.getEntriesByName('board ready')[0]?.startTime ?? performance.now()";
    console.log(
      `page opened and drawn: ${(Number(await tab.evaluate(ready)) / 1000).toFixed(2)} s`,
    );
  });
}

const [folder = "", count = "20", steps = "10000"] = process.argv.slice(2);
void main(folder, Number(count), Number(steps));
