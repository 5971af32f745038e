import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { ConfigError, expected, messageOf } from "../errors.js";
import { sizeOf } from "../shape.js";

/** Bytes of one number of each type that the lab reads. */
export const numberBytes = { F64: 8, F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4 } as const;

/** A type of numbers in a safetensors file. */
export type StoredType = keyof typeof numberBytes;

/** One array of a file: what it is and where its bytes begin, counted from the file's first. */
export interface StoredForm {
  readonly dtype: StoredType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly bytes: number;
}

/** What the beginning of a safetensors file says. */
export interface SafetensorsHeader {
  readonly arrays: ReadonlyMap<string, StoredForm>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A header names some hundred arrays in some ten kilobytes; nobody needs one larger than this. */
const LARGEST_HEADER = 4 * 2 ** 20;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

const areCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every(isCount);

/** Fills `bytes` from `position` on; false at the file's end. */
function fill(file: number, bytes: Uint8Array, position: number): boolean {
  return readSync(file, bytes, 0, bytes.length, position) === bytes.length;
}

/** The header's text, never more than it may be long. */
function headerText(path: string, file: number, fileBytes: number): string {
  const prefix = Buffer.alloc(8);
  if (!fill(file, prefix, 0)) {
    throw new ConfigError(expected(path, "a safetensors file of at least 8 bytes", fileBytes));
  }
  const length = Number(prefix.readBigUInt64LE());
  const most = Math.min(LARGEST_HEADER, fileBytes - 8);
  if (length > most || length < 2) {
    throw new ConfigError(expected(`${path}: length of the header`, `2 to ${most} bytes`, length));
  }
  const bytes = Buffer.alloc(length);
  if (!fill(file, bytes, 8)) throw new ConfigError(expected(path, "its header", "its end"));
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ConfigError(`${path}: expected a header in UTF-8, got other bytes`);
  }
}

/** A name from the file, short enough for a message. */
const named = (name: string) => (name.length <= 80 ? name : `${name.slice(0, 80)}...`);

/** The first key that an object of a JSON text, at any depth, has twice: `JSON.parse` takes the last. */
function repeatedKey(text: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, key] of text.matchAll(/"((?:[^"\\]|\\.)*)"(?=\s*:)|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (key !== undefined) {
      const name = JSON.parse(`"${key}"`) as string; // one name has many spellings: "a", "\\u0061"
      if (open.at(-1)?.has(name)) return name;
      open.at(-1)?.add(name);
    }
  }
  return undefined;
}

function parseHeader(path: string, text: string): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(text);
    const repeated = repeatedKey(text);
    if (repeated !== undefined) {
      throw new ConfigError(expected(`${path}: header`, "each name once", named(repeated)));
    }
    if (isRecord(header)) return header;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${path}: expected a JSON header, got ${messageOf(error)}`);
  }
  throw new ConfigError(expected(path, "a JSON header that is an object", text.slice(0, 40)));
}

/** One entry checked for itself: a known type, a shape, and as many bytes as both need. */
function formOf(path: string, name: string, entry: unknown, dataBegin: number): StoredForm {
  const where = `${path}: ${named(name)}`;
  const record = isRecord(entry) ? entry : {};
  const { dtype, shape, data_offsets: offsets } = record;
  if (typeof dtype !== "string" || !Object.hasOwn(numberBytes, dtype)) {
    const known = `one of ${Object.keys(numberBytes).join(", ")}`;
    throw new ConfigError(expected(`${where}: dtype`, known, dtype ?? "none"));
  }
  if (!areCounts(shape) || shape.length > 8) {
    throw new ConfigError(expected(`${where}: shape`, "at most 8 whole numbers", shape ?? "none"));
  }
  const [from, to] = areCounts(offsets) ? offsets : [];
  const bytes = sizeOf(shape) * numberBytes[dtype as StoredType];
  if (from === undefined || to === undefined || to - from !== bytes) {
    const what = `a place of ${bytes} bytes for ${dtype} [${shape.join(", ")}]`;
    throw new ConfigError(expected(`${where}: data_offsets`, what, offsets ?? "none"));
  }
  return { dtype: dtype as StoredType, shape, begin: dataBegin + from, bytes };
}

/** The arrays must lie one behind the other and end where the file does: no holes, no overlaps. */
function checkPlaces(path: string, arrays: SafetensorsHeader["arrays"], span: [number, number]) {
  const [first, last] = span;
  let end = first;
  for (const [name, { begin, bytes }] of [...arrays].sort(([, a], [, b]) => a.begin - b.begin)) {
    if (begin !== end) {
      throw new ConfigError(expected(`${path}: ${named(name)}: first byte`, String(end), begin));
    }
    end = begin + bytes;
  }
  if (end !== last) throw new ConfigError(expected(path, `a file of ${end} bytes`, last));
}

function textsOf(path: string, value: unknown): SafetensorsHeader["metadata"] {
  if (value === undefined) return {};
  if (!isRecord(value) || Object.values(value).some((each) => typeof each !== "string")) {
    throw new ConfigError(expected(`${path}: __metadata__`, "texts by name", value));
  }
  return value as Record<string, string>;
}

function readOpen(path: string, file: number): SafetensorsHeader {
  const { size } = fstatSync(file);
  const text = headerText(path, file, size);
  const { __metadata__: metadata, ...entries } = parseHeader(path, text);
  const begin = 8 + Buffer.byteLength(text);
  const arrays = new Map(
    Object.entries(entries).map(([name, entry]) => [name, formOf(path, name, entry, begin)]),
  );
  checkPlaces(path, arrays, [begin, size]);
  return { arrays, metadata: textsOf(path, metadata) };
}

/**
 * Reads and checks the header of a safetensors file (huggingface/safetensors, "Format"): its
 * length is bounded before anything is allocated, and every array must lie where the file has it.
 * @throws ConfigError that names the file and what is wrong with it.
 */
export function readSafetensorsHeader(path: string): SafetensorsHeader {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    throw new ConfigError(`${path}: expected a safetensors file, got ${messageOf(error)}`);
  }
  try {
    return readOpen(path, file);
  } finally {
    closeSync(file);
  }
}
