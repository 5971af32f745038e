import assert from "node:assert/strict";
import { test } from "node:test";
import { bareCopy, runScript, temporaryFolder } from "./checkout.js";

interface Finding {
  readonly name: string;
  readonly state: string;
  readonly found: string;
  readonly mend?: string;
}

test("preflight runs on a bare clone and names what is missing with the command that mends it", async (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const copy = bareCopy(folder.path);
  const env = { ...process.env, ATELIER_DATA: "" };
  const { status, output } = await runScript(copy, "preflight.cjs", [], env);
  assert.equal(status, 1, output);
  for (const name of ["npm packages", "Jupyter", "engine", "kernelspec", "build"]) {
    assert.match(output, new RegExp(`^MISSING +${name} .*\\n +mend it with: npm run setup$`, "m"));
  }
  assert.match(output, /^ok +Node +\d/m);
  assert.match(output, /^ok +memory +\d/m);
  assert.match(output, /^ok +disk +\d/m);
});

test("preflight --json says the same, and names a data folder that is not there", async (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const copy = bareCopy(folder.path);
  const env = { ...process.env, ATELIER_DATA: "no/such/folder" };
  const { status, output } = await runScript(copy, "preflight.cjs", ["--json"], env);
  assert.equal(status, 1);
  const findings = JSON.parse(output) as Finding[];
  const data = findings.find(({ name }) => name === "data sets");
  assert.equal(data?.state, "missing");
  assert.match(data?.found ?? "", /\$ATELIER_DATA: no .*no\/such\/folder/);
});

test("the bin without set-up says npm run setup in one line", async (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const { status, output } = await runScript(bareCopy(folder.path), "atelier.cjs", ["--help"]);
  assert.equal(status, 1);
  assert.equal(output, "atelier: set-up is missing; run `npm run setup` first\n");
});
