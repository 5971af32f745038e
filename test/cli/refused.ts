import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { checkpoints, type Outcome } from "./atelier.js";

/** One clear line on stderr, exit status 1, and no run begun. */
export function assertRefused({ status, errors }: Outcome, message: RegExp): void {
  assert.equal(errors.length, 1, errors.join("\n"));
  assert.match(errors[0] ?? "", message);
  assert.equal(status, 1);
  assert.deepEqual(existsSync(checkpoints) ? readdirSync(checkpoints) : [], []);
}
