import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { atelier, temporaryFolder } from "./atelier.js";

const home = temporaryFolder();
const docs = join(home, "docs");
const flags = ["--kept", "--out", join(home, "state"), "--docs", docs];

test("with no runs yet, `evidence NAME --kept` trains nothing and writes the page of all presets", async () => {
  const { status, stdout, errors } = await atelier("evidence", "gan512", ...flags);
  assert.equal(status, 0, errors.join("\n"));
  assert.match(stdout, /gan512 repaired, 5000 steps[\s\S]*gan512 asRun, 510 steps/);
  assert.match(readFileSync(join(docs, "README.md"), "utf8"), /gan512 asRun \| not run yet/);
  assert.equal(existsSync(join(home, "state")), false);
});

test("an unknown iteration and a preset that is not planned are one line with what is allowed", async () => {
  const [name, preset] = [
    await atelier("evidence", "gan64", ...flags),
    await atelier("evidence", "gan512", "--preset", "asTold", ...flags),
  ];
  assert.match(
    name.errors.join("\n"),
    /^atelier: iteration: expected one of gan128MNIST, .*"gan64"$/,
  );
  assert.match(
    preset.errors.join("\n"),
    /^atelier: evidence of gan512: preset: expected one of repaired, asRun, got "asTold"$/,
  );
});
