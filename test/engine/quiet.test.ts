import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

test("opening the engine and running a step writes nothing to stderr", () => {
  const script = require.resolve("./compiled/playAndHash.js");
  const done = spawnSync(process.execPath, [script, "1"], { encoding: "utf8" });
  assert.equal(done.status, 0);
  assert.equal(done.stderr, "");
});
