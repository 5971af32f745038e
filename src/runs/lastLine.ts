import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Bytes read from a file's end at a time: some rows of statistics. */
const PIECE = 2 ** 14;

/** The last whole line of a file, read from its end; one cut short by a crash does not count. */
export function lastLine(path: string): string | undefined {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    let tail = Buffer.alloc(0);
    for (let begin = size; begin > 0; ) {
      const length = Math.min(PIECE, begin);
      begin -= length;
      const piece = Buffer.alloc(length);
      readSync(file, piece, 0, length, begin);
      tail = Buffer.concat([piece, tail]);
      const end = tail.lastIndexOf("\n");
      const from = end > 0 ? tail.lastIndexOf("\n", end - 1) : -1;
      if (end >= 0 && (from >= 0 || begin === 0)) return tail.toString("utf8", from + 1, end);
    }
    return undefined;
  } finally {
    closeSync(file);
  }
}
