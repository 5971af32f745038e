import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { Run } from "../../src/runs/run.js";
import { atelier, temporaryFolder } from "./atelier.js";

const folder = temporaryFolder();

test("`--switch` sets defects one by one, and the run says which", async () => {
  const out = join(folder, "flipped");
  const switches = ["--switch", "raw255Input=off", "--switch", "balanceGate=1.5/2"];
  const base = ["run", "gan128Paintings", "--preset", "asRun", "--quick", "--steps", "2"];
  const { status, errors } = await atelier(...base, ...switches, "--out", out);
  assert.equal(status, 0, errors.join("\n"));
  const { iteration, quick } = new Run(out).options;
  assert.equal(iteration.preset, "asRun-quick.balanceGate-1.5-2.raw255Input-off");
  assert.equal(iteration.data.scaling, "unit01");
  assert.deepEqual(iteration.training.gate, { generator: 1.5, discriminator: 2 });
  assert.equal(quick, true);
});

test("a switch that cannot be set ends the command with one line that says what is allowed", async () => {
  const run = (...words: string[]) => atelier("run", "gan128Paintings", "--quick", ...words);
  const unknown = await run("--switch", "raw=on");
  assert.equal(unknown.status, 1);
  assert.match(unknown.errors.join("\n"), /^atelier: switch: expected one of .*, got "raw"$/);
  const pair = ["--switch", "latentBottleneck=on", "--switch", "noStrides=on"];
  const contrary = await run(...pair);
  assert.equal(contrary.status, 1);
  assert.match(
    contrary.errors.join("\n"),
    /^atelier: switches: expected at most one of latentBottleneck, denseGenerator, noStrides on, got .*$/,
  );
});

test("`list switches` names every switch, its values and the scripts that had it", async () => {
  const { status, stdout } = await atelier("list", "switches");
  assert.equal(status, 0);
  assert.match(stdout, /^raw255Input +on or off +A +all but kerasGANv5At256 *$/m);
  assert.match(stdout, /^sampleNoiseMismatch +on or off +I +kerasGANv3, kerasGANv4 *$/m);
});
