import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { lastLine } from "../../src/runs/lastLine.js";
import { temporaryFolder } from "./temporaryFolder.js";

const path = join(temporaryFolder(), "lines");

test("the last whole line is found from the end, whatever its length, and a torso after it is left out", () => {
  const long = `é${"x".repeat(40_000)}`;
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["", undefined],
    ["torso", undefined],
    ["one\n", "one"],
    ["\n", ""],
    ["one\ntwo\n", "two"],
    ["one\ntwo\ntorso", "two"],
    [`one\n${long}\n`, long],
    [`one\n${long}\n${long}`, long],
    [`${long}\n`, long],
  ];
  for (const [text, line] of cases) {
    writeFileSync(path, text);
    assert.equal(lastLine(path), line);
  }
});
