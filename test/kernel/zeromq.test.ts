import assert from "node:assert/strict";
import { test } from "node:test";
import { bind, requestSocket, zeromq } from "../../src/kernel/zeromq.js";

test("of two clients with one identity the newer is heard, as a page is that connects again after Restart", async (t) => {
  const socket = requestSocket();
  await socket.bind("tcp://127.0.0.1:*");
  const address = socket.lastEndpoint ?? "";
  const heard = async (word: string) => {
    const client = new (zeromq().Dealer)({ routingId: "one session", linger: 0 });
    t.after(() => client.close());
    client.connect(address);
    await client.send(word);
    return String((await socket.receive()).at(-1));
  };
  socket.receiveTimeout = 10_000; // in place of waiting for ever
  t.after(() => socket.close());
  assert.equal(await heard("first"), "first");
  assert.equal(await heard("second"), "second");
});

test("an address in use is waited for, as one may be that a program took between two kernels", async (t) => {
  const [first, second] = [requestSocket(), requestSocket()];
  t.after(() => second.close());
  await first.bind("tcp://127.0.0.1:*");
  const address = first.lastEndpoint ?? "";
  const bound = bind(second, address);
  setTimeout(() => first.close(), 300);
  await bound;
  assert.equal(second.lastEndpoint, address);
});
