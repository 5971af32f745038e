import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { atelier, quickRun, temporaryFolder } from "./atelier.js";

const out = join(temporaryFolder(), "run");

before(async () => {
  const run = await atelier(...quickRun(out, "--steps", "2"));
  assert.equal(run.status, 0, run.errors.join("\n"));
});

test("measure prints samples beside held-out, blurred and shuffled reals, with n and seed", async () => {
  const { status, stdout, errors } = await atelier("measure", out);
  assert.equal(status, 0, errors.join("\n"));
  assert.match(stdout, /sliced wasserstein/);
  for (const name of ["samples", "held-out reals", "blurred reals", "shuffled patches"])
    assert.match(stdout, new RegExp(`^ ?${name} +\\d`, "m"));
  assert.match(
    stdout,
    /^digits: sure of \d+ % of the samples \(held-out reals \d+ %\), \d+ different/m,
  );
  assert.match(stdout, /step 2, seed 1, 64 pictures of each kind/);
});

test("a step without a checkpoint, a word that is none, and other pictures are refused", async () => {
  const [none, word, other] = [
    await atelier("measure", `${out}@1`),
    await atelier("measure", `${out}@last`),
    await atelier("measure", out, "--data", join(out, "grids")),
  ];
  assert.match(
    none.errors.join("\n"),
    /^atelier: checkpoint of run: expected one of steps 0, 2, got 1$/,
  );
  assert.match(word.errors.join("\n"), /^atelier: run: expected RUN or RUN@STEP, got ".*@last"$/);
  assert.match(other.errors.join("\n"), /^atelier: (pictures of run run: expected|.*fewer|batch)/);
});

test("diagnose names causes with evidence, cure and what it cannot tell", async () => {
  const { status, stdout } = await atelier("diagnose", out);
  assert.equal(status, 0);
  assert.match(
    stdout,
    /^L {2}too few pictures seen\n {3}evidence: .*\d.*\n {3}cure: training\.steps → .*\n {3}cannot tell: /m,
  );
});
