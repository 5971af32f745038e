import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import { download } from "../../src/data/download.js";
import { downloadMnist } from "../../src/data/mnistDownload.js";
import { mnistSplits } from "../../src/data/mnistFiles.js";
import { openDataSet } from "../../src/data/openDataSet.js";
import { Random } from "../../src/engine/random.js";
import { keptLog, realData, temporaryFolder, withoutRealData } from "./helpers.js";

const random = new Random(1, "download");
const content = Buffer.from(Uint8Array.from({ length: 300_000 }, () => random.word() & 255));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const check = (bytes: Uint8Array) => {
  if (sha256(bytes) !== sha256(content)) throw new Error("wrong checksum");
};

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(handler: Serve): Promise<string> {
  const server = createServer(handler).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A good mirror: answers a Range with the rest. Notes where each request began. */
function good(starts: number[], bytes: Buffer = content): Serve {
  return (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    starts.push(from);
    const range = { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
    response.writeHead(from > 0 ? 206 : 200, from > 0 ? range : {});
    response.end(bytes.subarray(from));
  };
}

/** A mirror that promises the whole and hangs up after `bytes`. */
const dying =
  (bytes: number): Serve =>
  (_, response) => {
    response.writeHead(200, { "content-length": content.length });
    response.write(content.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20));
  };

function fetchFrom(urls: readonly string[], path: string, more = {}) {
  const { lines, log } = keptLog();
  return { lines, done: download(path, { urls, bytes: content.length, check, log, ...more }) };
}

test("a file comes whole, with progress, and leaves no part behind", async () => {
  const path = join(temporaryFolder(), "file");
  const { lines, done } = fetchFrom([await serve(good([]))], path);
  assert.deepEqual(Buffer.from(await done), content);
  assert.deepEqual(readFileSync(path), content);
  assert.ok(lines.includes("  100 % of 300000 bytes"), lines.join("\n"));
  assert.ok(!existsSync(`${path}.part`));
});

test("a mirror that dies half-way is followed by one that sends only the rest", async () => {
  const path = join(temporaryFolder(), "file");
  const starts: number[] = [];
  const { done } = fetchFrom([await serve(dying(120_000)), await serve(good(starts))], path);
  await done;
  assert.deepEqual(readFileSync(path), content);
  assert.deepEqual(starts, [120_000]);
});

test("a call that failed half-way is resumed by the next call", async () => {
  const path = join(temporaryFolder(), "file");
  await assert.rejects(
    fetchFrom([await serve(dying(50_000))], path).done,
    /file: expected one mirror to give the file, got 127\.0\.0\.1/,
  );
  assert.equal(readFileSync(`${path}.part`).length, 50_000);
  const starts: number[] = [];
  await fetchFrom([await serve(good(starts))], path).done;
  assert.deepEqual(starts, [50_000]);
  assert.deepEqual(readFileSync(path), content);
});

test("a mirror with a wrong checksum is passed over and its bytes are thrown away", async () => {
  const path = join(temporaryFolder(), "file");
  const starts: number[] = [];
  const wrong = Buffer.alloc(content.length, 7);
  const { lines, done } = fetchFrom(
    [await serve(good([], wrong)), await serve(good(starts))],
    path,
  );
  await done;
  assert.deepEqual(readFileSync(path), content);
  assert.deepEqual(starts, [0]);
  assert.ok(lines.some((line) => line.includes("wrong checksum")));
});

test("a part that another server cannot continue is fetched from the start", async () => {
  const path = join(temporaryFolder(), "file");
  writeFileSync(`${path}.part`, content.subarray(0, 1000));
  const ignoresRange: Serve = (_, response) => response.end(content);
  await fetchFrom([await serve(ignoresRange)], path).done;
  assert.deepEqual(readFileSync(path), content);
});

test("a mirror that never answers costs the time allowed and no more", async () => {
  const path = join(temporaryFolder(), "file");
  const started = performance.now();
  const { done } = fetchFrom([await serve(() => {})], path, { connectMs: 200 });
  await assert.rejects(done, /no answer in 0\.2 s/);
  assert.ok(performance.now() - started < 3000);
});

test("a mirror that falls silent half-way is left", async () => {
  const path = join(temporaryFolder(), "file");
  const silent: Serve = (_, response) => {
    response.writeHead(200, { "content-length": content.length });
    response.write(content.subarray(0, 1000));
  };
  const urls = [await serve(silent), await serve(good([]))];
  await fetchFrom(urls, path, { idleMs: 200 }).done;
  assert.deepEqual(readFileSync(path), content);
});

test("an abort ends the download and is not taken for a broken mirror", async () => {
  const path = join(temporaryFolder(), "file");
  const stop = new AbortController();
  const { done } = fetchFrom([await serve(() => {})], path, { signal: stop.signal });
  setTimeout(() => stop.abort(new Error("stopped by hand")), 50);
  await assert.rejects(done, /stopped by hand/);
});

test("mirrors that give something else than MNIST end in drawn digits", async () => {
  const mirror = await serve((_, response) => response.end("<html>not here</html>"));
  const { lines, log } = keptLog();
  const cacheFolder = temporaryFolder();
  await assert.rejects(
    downloadMnist(cacheFolder, mnistSplits.mnist, { mirrors: [mirror], log }),
    /broke off after 21 of 28881 bytes/,
  );
  const set = await openDataSet("mnist", { mirrors: [mirror], cacheFolder, log });
  if (set.origin !== "project") {
    assert.equal(set.origin, "synthetic");
    assert.match(lines.join("\n"), /no mirror gives it/);
  }
});

test("real MNIST from a local mirror is kept and not fetched again", {
  skip: withoutRealData,
}, async () => {
  let asked = 0;
  const mirror = await serve((request, response) => {
    asked++;
    response.end(readFileSync(join(realData ?? "", "mnist", request.url ?? "")));
  });
  const folder = temporaryFolder();
  const { log } = keptLog();
  await downloadMnist(folder, mnistSplits["mnist-test"], { mirrors: [mirror], log });
  await downloadMnist(folder, mnistSplits["mnist-test"], { mirrors: [mirror], log });
  assert.equal(asked, 2);
  const set = await openDataSet("mnist-test", { folder, log });
  assert.equal(set.count, 10000);
});
