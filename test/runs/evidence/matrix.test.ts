import assert from "node:assert/strict";
import { test } from "node:test";
import { letters } from "../../../src/diagnosis/cause.js";
import { catalogue } from "../../../src/iterations/catalogue.js";
import { disagreements, expectedCauses } from "../../../src/runs/evidence/expected.js";
import { type MatrixRow, without } from "../../../src/runs/evidence/matrix.js";
import { matrixTable } from "../../../src/runs/evidence/matrixTable.js";

const rows: readonly MatrixRow[] = [
  { iteration: "gan256Impres", expected: ["A", "B", "G"], steps: 60, found: ["A", "B"] },
  { iteration: "kerasGANv2", expected: ["A", "H"], steps: 60, found: ["A", "H", "J"] },
];

test("every script of the report has its expected causes, in the order of the letters", () => {
  for (const [name, expected] of Object.entries(expectedCauses)) {
    assert.ok(name in catalogue);
    assert.deepEqual(
      [...expected],
      letters.filter((letter) => expected.includes(letter)),
    );
  }
  assert.equal(Object.keys(expectedCauses).length, 10);
});

test("the table counts what agrees, and explains once what does not, with the scripts", () => {
  const table = matrixTable(rows, []);
  assert.match(table, /^4 of 5 expected causes are found/);
  assert.match(table, /\| gan256Impres asRun \| A B G \| A B \| G \| - \| not run yet \|/);
  assert.match(table, /\*\*G\*\* not found \(gan256Impres\): with a batch of one/);
  assert.match(table, /\*\*J\*\* found besides \(kerasGANv2\): the scripts squash/);
});

test("a run at full size stands beside its quick copy, with the step it reached", () => {
  const cause = { cause: "", sign: "", evidence: "", cures: [], cannotTell: "" };
  const diagnosis = [{ letter: "A" as const, ...cause }];
  const full = { iteration: "kerasGANv2", preset: "asRun", steps: 4900, diagnosis };
  assert.match(matrixTable(rows, [full]), /\| J \| A \(step 4,900\) \|/);
});

test("a letter is explained where it can be missing and where it can come besides", () => {
  assert.deepEqual(without(["L", "A"], ["A"]), ["L"]);
  for (const letter of ["C", "G", "L", "J"] as const) assert.ok(disagreements[letter]?.missing);
});
