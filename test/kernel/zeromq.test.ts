import assert from "node:assert/strict";
import { test } from "node:test";
import { orderedSend } from "../../src/kernel/orderedSocket.js";
import { bind, publishSocket, requestSocket, zeromq } from "../../src/kernel/zeromq.js";

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

test("what is sent while a socket is being bound goes out after it, and so does what follows", async (t) => {
  const [socket, reader] = [publishSocket(), new (zeromq().Subscriber)({ receiveTimeout: 10_000 })];
  for (const one of [socket, reader]) t.after(() => one.close());
  const send = orderedSend(socket);
  await socket.bind("tcp://127.0.0.1:*");
  reader.connect(socket.lastEndpoint ?? "");
  reader.subscribe();
  await socket.receive(); // the subscription
  const bound = socket.bind("tcp://127.0.0.1:*");
  assert.throws(() => socket.send("refused"), { code: "EBUSY" });
  for (const word of ["first", "second"]) send([word]);
  await bound;
  send(["third"]);
  for (const word of ["first", "second", "third"]) {
    assert.deepEqual((await reader.receive()).map(String), [word]);
  }
});
