import { constants, gunzipSync } from "node:zlib";
import { ConfigError, expected } from "../errors.js";

/** The contents of an idx file of unsigned bytes: shape `[count]` or `[count, rows, columns]`. */
export interface Idx {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** What an idx file must hold. `shape` starts with the number of items; leave out to accept any. */
export interface IdxExpectation {
  readonly dimensions: 1 | 3;
  readonly shape?: readonly number[];
}

const kinds = { 1: "labels (magic 00000801)", 3: "pictures (magic 00000803)" };

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

/** As many bytes as a broken gzip stream still gives. */
function partOf(packed: Uint8Array): number {
  try {
    return gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).length;
  } catch {
    return 0;
  }
}

function unpack(packed: Uint8Array, file: string): Uint8Array {
  if (packed[0] !== 0x1f || packed[1] !== 0x8b)
    throw new ConfigError(
      expected(file, "a gzip file (first bytes 1f8b)", hex(packed.subarray(0, 2))),
    );
  try {
    return gunzipSync(packed);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const got = `${reason}; only ${partOf(packed)} bytes could be unpacked`;
    throw new ConfigError(expected(file, "a whole gzip file", got));
  }
}

/**
 * Reads a gzipped idx file of unsigned bytes (LeCun's format: 0, 0, type 8, number of dimensions,
 * one big-endian uint32 per dimension, the bytes).
 * @param file named in the `ConfigError` that a truncated file, another magic number, another
 * size or left-over bytes give.
 */
export function parseIdx(packed: Uint8Array, file: string, want: IdxExpectation): Idx {
  const bytes = unpack(packed, file);
  const magic = bytes.subarray(0, 4);
  if (hex(magic) !== `0000080${want.dimensions}`)
    throw new ConfigError(expected(file, `an idx file of ${kinds[want.dimensions]}`, hex(magic)));
  const header = 4 + 4 * want.dimensions;
  if (bytes.length < header)
    throw new ConfigError(
      expected(file, `an idx header of ${header} bytes`, `${bytes.length} bytes`),
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: want.dimensions }, (_, at) => view.getUint32(4 + 4 * at));
  if (want.shape && want.shape.join() !== shape.join())
    throw new ConfigError(expected(file, `shape [${want.shape.join(", ")}]`, shape));
  const size = shape.reduce((product, side) => product * side, 1);
  if (bytes.length - header !== size)
    throw new ConfigError(
      expected(
        file,
        `${size} bytes for shape [${shape.join(", ")}]`,
        `${bytes.length - header} bytes`,
      ),
    );
  return { shape, data: bytes.subarray(header) };
}
