import assert from "node:assert/strict";
import { test } from "node:test";
import { atelier } from "./atelier.js";

test("`diff` prints field, before and after for each change, of the scripts unless presets are named", async () => {
  const { status, stdout } = await atelier("diff", "gan256Impres", "ganChuck256");
  assert.equal(status, 0);
  assert.deepEqual(stdout.trimEnd().split("\n"), [
    "gan256Impres asRun → ganChuck256 asRun: Chuck Close's portraits alone, with more dropout",
    "  data.set impressionism → chuckClose",
    "  generator.dropout 0.3 → 0.6",
    "  discriminator.dropout 0.3 → 0.6",
    "  training.steps 14740 → 1200",
  ]);
  const same = await atelier("diff", "gan256Impres:asRun", "gan256Impres:asTold");
  assert.match(same.stdout, /^ {2}no field differs$/m);
  const unknown = await atelier("diff", "gan256Impres:best", "gan512");
  assert.equal(unknown.status, 1);
  assert.match(
    unknown.errors.join("\n"),
    /^atelier: preset of gan256Impres: expected one of asRun, asTold, repaired, got "best"$/,
  );
});

test("`estimate` gives a line for every preset, and for one where its memory goes", async () => {
  const all = await atelier("estimate", "gan512");
  assert.equal(all.status, 0);
  assert.match(all.stdout, /^gan512 asRun: G 1\.05 M and D 537\.91 M parameters, /m);
  assert.match(all.stdout, /^gan512 repaired: G 0\.64 M and D 6\.31 M parameters, /m);
  const one = await atelier("estimate", "gan512", "--preset", "repaired", "--memory", "8G");
  assert.equal(one.status, 0, one.errors.join("\n"));
  assert.match(one.stdout, /^weights, gradients, optimizer slots +108 MiB$/m);
  assert.match(one.stdout, /^a picture: G 1\.236 GMAC, D 0\.491 GMAC; a step of 8: /m);
  assert.match(one.stdout, /^fits into 8\.0 GiB$/m);
});

test("the student's 256 px network is refused on a machine of 8 GB, with its estimate", async () => {
  for (const command of ["estimate", "run"]) {
    const args = [command, "kerasGANv5At256", "--preset", "asTold", "--memory", "8G"];
    const { status, errors } = await atelier(...args);
    assert.equal(status, 1);
    assert.match(
      errors.join("\n"),
      /^atelier: kerasGANv5At256 asTold: expected to fit into 8\.0 GiB of memory, got an estimate of .*G 287\.57 M and D 17\.49 M parameters/,
    );
  }
});
