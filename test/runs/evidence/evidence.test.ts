import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { evidencePage } from "../../../src/runs/evidence/evidencePage.js";
import { shownSteps } from "../../../src/runs/evidence/evidencePictures.js";
import { type Figures, rounded } from "../../../src/runs/evidence/figures.js";
import { type Planned, planned, plannedOf } from "../../../src/runs/evidence/plan.js";
import { readEvidence } from "../../../src/runs/evidence/readEvidence.js";
import { looksOf, trainEvidence } from "../../../src/runs/evidence/trainEvidence.js";
import { writeEvidence, writeRefused } from "../../../src/runs/evidence/writeEvidence.js";
import type { Run } from "../../../src/runs/run.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { ownWorld, tiny } from "../tinyRun.js";

const home = temporaryFolder();
const docs = join(home, "docs");
const plan: Planned = { iteration: tiny, steps: 6, whole: false };
const options = { folder: join(home, "state"), minutes: 60 };
let stopped: Run;
let figures: Figures;

before(async () => {
  ownWorld(home);
  const controller = new AbortController();
  stopped = await trainEvidence(plan, {
    ...options,
    signal: controller.signal,
    onProgress: ({ step }) => step === 2 && controller.abort(),
  });
  figures = await writeEvidence(stopped, plan, docs);
});

test("a run that was stopped is written with the steps it reached, and says what it did not reach", () => {
  assert.deepEqual([figures.steps, figures.of], [2, 6]);
  const page = evidencePage([plan], readEvidence(docs));
  assert.match(page, /not reached: 2 of 6 steps/);
});

test("the same command goes on where it stopped, and trains nothing that is done", async () => {
  const whole = await trainEvidence(plan, options);
  assert.deepEqual([whole.status.state, whole.status.step], ["complete", 6]);
  assert.equal(whole.folder, stopped.folder);
  const events = whole.timeline.length;
  assert.equal((await trainEvidence(plan, options)).timeline.length, events);
});

test("a run whose time is up is not trained on", async () => {
  const spent = await trainEvidence({ ...plan, steps: 500 }, { ...options, minutes: 0 });
  assert.equal(spent.status.step, 6);
});

test("a run is looked at after 10 minutes, twice as many each time, and when its time is up", () => {
  assert.deepEqual(looksOf(60, 0), [10, 20, 40, 60]);
  assert.deepEqual(looksOf(3, 0), [3]);
  assert.deepEqual(looksOf(60, 12), [12, 20, 40, 60], "one begun before as it stands first");
  assert.deepEqual(looksOf(60, 75), [60], "one whose time is up only as it stands");
});

test("a run that ended because its bounds hold says so, unless it was to be run whole", () => {
  const finding = { claim: "smooth", value: "lag-1 0.90", bound: "allowed", holds: true };
  const page = (whole: boolean, holds: boolean) =>
    evidencePage([{ ...plan, whole }], [{ ...figures, acceptance: [{ ...finding, holds }] }]);
  assert.match(page(false, true), /\| 2 of 6 steps: its bounds hold \|/);
  assert.match(page(false, false), /\| not reached: 2 of 6 steps \|/);
  assert.match(page(true, true), /\| not reached: 2 of 6 steps \|/);
});

test("results are figures, curves, rows and checked pictures: no weights, no reals, no paths", () => {
  const folder = join(docs, tiny.name, `${tiny.preset}-seed1`);
  const names = readdirSync(folder).sort();
  assert.deepEqual(names, [
    "curves.svg",
    "figures.json",
    "stats.csv",
    "step-000000.webp",
    "step-000002.webp",
  ]);
  const text = readFileSync(join(folder, "figures.json"), "utf8");
  assert.ok(!text.includes(home));
  assert.match(figures.withheld[0] ?? "", /samples compared with the training pictures/);
});

test("a run that is not there stands in the table as not run, with the steps it needs", () => {
  const page = evidencePage(plannedOf("kerasGANv3", "asRun"), []);
  assert.match(page, /kerasGANv3 asRun \| not run yet: 0 of 49,000 steps/);
});

test("a run that was refused before its first step stands in the table with the reason", async () => {
  const [one] = plannedOf("gan512", "asRun");
  const reason = "gan512 asRun: expected to fit into 8.0 GiB of memory, got an estimate of 23 GiB";
  const own = join(home, "refused");
  await writeRefused(one as Planned, reason, own);
  const page = evidencePage(plannedOf("gan512"), readEvidence(own));
  assert.match(
    page,
    /gan512 asRun \| refused before its first step \| step 510: .* \| gan512 asRun: expected to fit/,
  );
  assert.match(page, /gan512 repaired \| not run yet/);
});

test("the report's own step counts are run whole, and every iteration is planned", () => {
  const wholes = planned().filter(({ whole }) => whole);
  assert.deepEqual(wholes.map(({ iteration: { name }, steps }) => `${name} ${steps}`).sort(), [
    "gan128Paintings 9300",
    "ganChuck256 1200",
    "kerasGANv2 4900",
    "kerasGANv3 49000",
    "kerasGANv4 2800",
  ]);
  assert.equal(new Set(planned().map(({ iteration }) => iteration.name)).size, 11);
});

test("an unknown preset is answered with those that are planned", () => {
  assert.throws(() => plannedOf("gan512", "asPublished"), /expected one of repaired, asRun, got/);
});

test("pictures show the beginning, the end and two stages between, each once", () => {
  const steps = Array.from({ length: 65 }, (_, at) => 10 * at);
  assert.deepEqual(shownSteps(steps), [0, 10, 80, 640]);
  assert.deepEqual(shownSteps([0, 2]), [0, 2]);
  assert.deepEqual(shownSteps([]), []);
});

test("figures keep five digits, whole numbers and words", () => {
  assert.deepEqual(rounded({ a: 0.123456789, b: [49_000, "x"] }), { a: 0.12346, b: [49_000, "x"] });
  assert.ok(!existsSync(join(docs, "README.md")), "the page is written by the command alone");
});
