import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { openEngine } from "../../../src/engine/backend.js";
import { bestMode } from "../../../src/engine/runner.js";

test("two processes with one seed are bit-equal after 200 compiled steps", (t) => {
  openEngine();
  if (bestMode() !== "compiled") return t.skip("the plain engine has no compiled steps");
  const play = () =>
    execFileSync(process.execPath, [require.resolve("./playAndHash.js"), "200"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  const [first, second] = [play(), play()];
  assert.match(first, /^(\w+ \w+ [0-9a-f]{64}\n){4}$/);
  assert.equal(second, first);
});
