import { readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, isAbsolute, relative, resolve, sep } from "node:path";
import { parse } from "csv-parse/sync";
import { ConfigError, expected, messageOf } from "../errors.js";
import type { Unreadable } from "./dataSet.js";
import type { Labelled } from "./folderIndex.js";

/** A table of pictures (CSV): their files, and what else it says of them. */
export interface PictureTable {
  /** Rows whose file is there, in the table's order. */
  readonly files: readonly Labelled[];
  /** Rows whose file is not. */
  readonly unreadable: readonly Unreadable[];
  /** Columns of numbers. */
  readonly attributes: readonly string[];
  /** Their numbers, by the path of the file. */
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  /** Columns that are passed over, and why. */
  readonly passedOver: readonly string[];
}

/** Columns that a table of pictures may have besides numbers, by any of their names. */
const columns = { file: ["file", "path", "filename"], label: ["label", "genre", "class"] } as const;

type Row = Readonly<Record<string, string>>;

/** Whether a path is that of a table: a file that ends in .csv. */
export const isTable = (path: string): boolean =>
  extname(path).toLowerCase() === ".csv" &&
  statSync(path, { throwIfNoEntry: false })?.isFile() === true;

function rowsOf(path: string): readonly Row[] {
  try {
    return parse(readFileSync(path), { columns: true, bom: true, trim: true }) as Row[];
  } catch (error) {
    throw new ConfigError(`${basename(path)}: expected a table with commas, ${messageOf(error)}`);
  }
}

const numberIn = (row: Row, name: string) => (row[name] ? Number(row[name]) : Number.NaN);

/**
 * The columns of numbers: those with a number in most of their rows.
 * @throws ConfigError for a cell among them that is none.
 */
function attributesOf(table: string, rows: readonly Row[], names: readonly string[]) {
  const attributes: string[] = [];
  const passedOver: string[] = [];
  for (const name of names) {
    const numbers = rows.map((row) => numberIn(row, name));
    const known = numbers.filter(Number.isFinite);
    if (2 * known.length <= rows.length) passedOver.push(`${name} (no numbers)`);
    else if (known.length < rows.length) {
      const at = numbers.findIndex((value) => !Number.isFinite(value));
      const where = `${table}, row ${at + 2}, column ${name}`; // the first line has the names
      throw new ConfigError(expected(where, "a number, as in most of its rows", rows[at]?.[name]));
    } else if (new Set(known).size === 1) passedOver.push(`${name} (one number only)`);
    else attributes.push(name);
  }
  return { attributes, passedOver };
}

/** What a file is called inside the set: its path below the table, which names no path of this machine. */
function nameOf(table: string, path: string): string {
  const below = relative(dirname(table), path);
  return isAbsolute(below) || below.startsWith("..") ? basename(path) : below.split(sep).join("/");
}

/**
 * Reads a table of pictures: a column `file` with paths from where the table lies, a column `label`
 * if there are classes, and columns of numbers, which are attributes.
 * @throws ConfigError for a file that is no table, has no column `file`, or a cell that is no number
 * in a column of numbers.
 */
export function readTable(path: string): PictureTable {
  const rows = rowsOf(path);
  const names = Object.keys(rows[0] ?? {});
  const [file, label] = [columns.file, columns.label].map((known) =>
    names.find((name) => known.some((each) => each === name.toLowerCase())),
  );
  const what = `a column named ${columns.file.join(" or ")}, and rows`;
  if (!file) throw new ConfigError(expected(basename(path), what, names.join(", ")));
  const others = names.filter((name) => name !== file && name !== label);
  const { attributes, passedOver } = attributesOf(basename(path), rows, others);
  const files: Labelled[] = [];
  const unreadable: Unreadable[] = [];
  const numbers = new Map<string, readonly number[]>();
  for (const [at, row] of rows.entries()) {
    const given = row[file] ?? "";
    const from = resolve(dirname(path), given);
    const stats = statSync(from, { throwIfNoEntry: false });
    const own = { path: from, file: nameOf(path, from), label: (label && row[label]) || "" };
    const reason = given ? "no such file" : "names no file";
    if (!given || !stats?.isFile()) unreadable.push({ file: `row ${at + 2}: ${given}`, reason });
    else files.push({ ...own, bytes: stats.size, modifiedMs: stats.mtimeMs });
    if (!numbers.has(from))
      numbers.set(
        from,
        attributes.map((name) => numberIn(row, name)),
      );
  }
  return { files, unreadable, attributes, numbers, passedOver };
}
