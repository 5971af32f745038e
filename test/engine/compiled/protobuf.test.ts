import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fieldsOf,
  type Message,
  putBytes,
  putDouble,
  putInteger,
  putMessage,
} from "../../../src/engine/compiled/protobuf.js";

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

test("what was written is read again: numbers, texts, inner messages; floating-point numbers are passed over", () => {
  const message: Message = [];
  putInteger(message, 1, 300);
  putDouble(message, 2, 0.5);
  putMessage(message, 20, (inner) => putBytes(inner, 3, "a name"));
  const fields = fieldsOf(Buffer.concat(message));
  assert.deepEqual(
    fields.map(([field]) => field),
    [1, 20],
  );
  assert.equal(fields[0]?.[1], 300);
  const [[field, bytes] = []] = fieldsOf(fields[1]?.[1] as Uint8Array);
  assert.deepEqual([field, Buffer.from(bytes as Uint8Array).toString()], [3, "a name"]);
});
