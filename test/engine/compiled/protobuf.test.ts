import assert from "node:assert/strict";
import { test } from "node:test";
import { type Message, putInteger, putMessage } from "../../../src/engine/compiled/protobuf.js";

test("a message may have more pieces than a call takes arguments, as a large graph has", () => {
  const message: Message = [];
  const count = 400_000;
  putMessage(message, 1, (inner) => {
    for (let index = 0; index < count; index++) putInteger(inner, 1, 1);
  });
  const bytes = Buffer.concat(message);
  assert.deepEqual([...bytes.subarray(0, 4)], [0x0a, 0x80, 0xea, 0x30]); // field 1, 800,000 bytes
  assert.equal(bytes.length, 4 + 2 * count);
});
