import { existsSync, readFileSync } from "node:fs";
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { ConfigError, messageOf } from "../errors.js";
import { removeFile, writeFile } from "../files.js";

/** What to fetch, from where, and how to know that it came whole. */
export interface DownloadOptions {
  /** Tried in turn; the next one goes on where the last one broke off. */
  readonly urls: readonly string[];
  readonly bytes: number;
  /** Throws if the bytes are not what was published. */
  readonly check: (bytes: Uint8Array) => void;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
  /** Until a mirror answers at all; 4 s if left out. */
  readonly connectMs?: number;
  /** Between two pieces; 15 s if left out. */
  readonly idleMs?: number;
}

interface Part {
  readonly path: string;
  bytes: Buffer;
  savedBytes: number;
}

const saveEveryBytes = 2 ** 21;

/**
 * Fetches a file into `path`. What came so far is kept beside it as `<path>.part` (saved every 2 MiB
 * and whenever a mirror breaks off), and the next mirror, or the next call, asks only for the rest.
 * @throws `ConfigError` with each mirror's reason when none gave the file.
 */
export async function download(path: string, options: DownloadOptions): Promise<Uint8Array> {
  const partPath = `${path}.part`;
  const bytes = existsSync(partPath) ? readFileSync(partPath) : Buffer.alloc(0);
  const part: Part = { path: partPath, bytes, savedBytes: bytes.length };
  const reasons: string[] = [];
  for (const url of options.urls) {
    try {
      await fetchRest(url, part, options);
      await keep(path, part, options);
      return part.bytes;
    } catch (error) {
      options.signal?.throwIfAborted();
      const reason = `${new URL(url).host}: ${reasonOf(error)}`;
      options.log(`  ${reason}`);
      reasons.push(reason);
    } finally {
      await savePart(part);
    }
  }
  throw new ConfigError(`${path}: expected one mirror to give the file, got ${reasons.join("; ")}`);
}

/** A broken part is thrown away: the next mirror starts from nothing. */
async function keep(path: string, part: Part, { check }: DownloadOptions): Promise<void> {
  try {
    check(part.bytes);
  } catch (error) {
    part.bytes = Buffer.alloc(0);
    throw error;
  }
  await writeFile(path, part.bytes);
  part.savedBytes = part.bytes.length;
  removeFile(part.path);
}

async function savePart(part: Part): Promise<void> {
  if (part.bytes.length === part.savedBytes) return;
  if (part.bytes.length === 0) removeFile(part.path);
  else await writeFile(part.path, part.bytes);
  part.savedBytes = part.bytes.length;
}

async function fetchRest(url: string, part: Part, options: DownloadOptions): Promise<void> {
  if (part.bytes.length >= options.bytes) return;
  const patience = new AbortController();
  const late = (ms: number) =>
    setTimeout(() => patience.abort(new Error(`no answer in ${ms / 1000} s`)), ms);
  const onAbort = () => patience.abort(options.signal?.reason);
  options.signal?.addEventListener("abort", onAbort, { once: true });
  const idleMs = options.idleMs ?? 15_000;
  let timer = late(options.connectMs ?? 4_000);
  try {
    const answer = await ask(url, part, patience.signal);
    for await (const piece of answer) {
      clearTimeout(timer);
      timer = late(idleMs);
      await addPiece(part, piece, options);
    }
  } catch (error) {
    throw patience.signal.aborted ? patience.signal.reason : error;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", onAbort);
  }
  if (part.bytes.length < options.bytes)
    throw new Error(`broke off after ${part.bytes.length} of ${options.bytes} bytes`);
}

/** The pieces of the body; what is held is dropped if the mirror cannot go on in the middle. */
async function ask(
  url: string,
  part: Part,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const from = part.bytes.length;
  const headers = from > 0 ? { range: `bytes=${from}-` } : {};
  const answer = await fetch(url, { headers, signal });
  const goesOn = answer.headers.get("content-range")?.startsWith(`bytes ${from}-`) === true;
  if (from > 0 && !(answer.status === 206 && goesOn)) part.bytes = Buffer.alloc(0);
  if (!answer.ok || !answer.body) throw new Error(`answered ${answer.status} ${answer.statusText}`);
  return Readable.fromWeb(answer.body as WebStream);
}

async function addPiece(part: Part, piece: Uint8Array, options: DownloadOptions): Promise<void> {
  const before = part.bytes.length;
  part.bytes = Buffer.concat([part.bytes, piece]);
  const now = part.bytes.length;
  if (now > options.bytes) {
    part.bytes = Buffer.alloc(0);
    throw new Error(`sent more than ${options.bytes} bytes`);
  }
  const percent = (bytes: number) => Math.floor((10 * bytes) / options.bytes) * 10;
  if (percent(now) > percent(before)) options.log(`  ${percent(now)} % of ${options.bytes} bytes`);
  if (now - part.savedBytes >= saveEveryBytes) await savePart(part);
}

/** undici hides what happened in the cause: "fetch failed". */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? `${messageOf(error)} (${cause.message})` : messageOf(error);
}
