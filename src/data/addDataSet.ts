import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { ConfigError, expected, messageOf } from "../errors.js";
import { ensureFolder, linkTo, removeFolder, renameFolder } from "../files.js";
import type { DataSet, Unreadable } from "./dataSet.js";
import { openDataSet } from "./openDataSet.js";
import { ownFolder, ownNames } from "./ownSets.js";

/** What was added, and rows of a table that name no picture. */
export interface Added {
  readonly dataSet: DataSet;
  readonly leftOut: readonly Unreadable[];
}

/** Columns that a table of pictures may have. */
const columns = { file: ["file", "path", "filename"], label: ["label", "genre", "class"] } as const;

function checkName(name: string): void {
  const what = "letters, digits, - and _, beginning with a letter";
  if (!/^[a-z][\w-]*$/i.test(name)) throw new ConfigError(expected("--name", what, name));
  if (["mnist", "mnist-test", "synthetic"].includes(name))
    throw new ConfigError(expected("--name", "a name that the lab does not make itself", name));
  if (!lstatSync(ownFolder(name), { throwIfNoEntry: false })) return;
  const got = `data/${name}, which is there (\`atelier data remove ${name}\`)`;
  throw new ConfigError(expected("--name", "a name that is free", got));
}

const isLink = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();

/** One picture of a table. */
interface Row {
  readonly file: string;
  readonly label: string;
}

function readRows(path: string): readonly Row[] {
  let table: Record<string, string>[];
  try {
    table = parse(readFileSync(path), { columns: true, bom: true, trim: true });
  } catch (error) {
    throw new ConfigError(`${basename(path)}: expected a table with commas, ${messageOf(error)}`);
  }
  const names = Object.keys(table[0] ?? {});
  const [file, label] = [columns.file, columns.label].map((known) =>
    names.find((name) => known.some((each) => each === name.toLowerCase())),
  );
  const what = `a column named ${columns.file.join(" or ")}, and rows`;
  if (!file) throw new ConfigError(expected(basename(path), what, names.join(", ")));
  return table.map((row) => ({ file: row[file] ?? "", label: (label && row[label]) || "" }));
}

/** Links the pictures of a table into a folder, by label; names rows that cannot be linked. */
function linkRows(path: string, folder: string): readonly Unreadable[] {
  const leftOut: Unreadable[] = [];
  for (const [at, { file, label }] of readRows(path).entries()) {
    const row = `row ${at + 2}: ${file}`; // the first line has the columns' names
    const from = resolve(dirname(path), file);
    const leave = (reason: string) => leftOut.push({ file: row, reason });
    if (!file) leave("names no file");
    else if (!statSync(from, { throwIfNoEntry: false })?.isFile()) leave("no such file");
    else if (/[/\\]|^\./.test(label)) leave(`a label that is no folder's name: ${label}`);
    else linkInto(join(folder, label), from, at);
  }
  return leftOut;
}

function linkInto(folder: string, from: string, row: number): void {
  const plain = join(folder, basename(from));
  const kind = extname(from);
  const numbered = `${basename(from, kind)}-${row + 2}${kind}`;
  linkTo(from, existsSync(plain) ? join(folder, numbered) : plain);
}

/**
 * Gives a folder of pictures, or those that a table (CSV) lists with their labels, a name to train
 * by. Nothing is copied: data/<name> links to them.
 * @throws ConfigError for a name that is taken or odd, and for pictures that cannot be used; then
 * nothing is kept.
 */
export async function addDataSet(
  source: string,
  { name, log }: { readonly name: string; readonly log: (line: string) => void },
): Promise<Added> {
  checkName(name);
  const from = resolve(source);
  const stats = statSync(from, { throwIfNoEntry: false });
  const isTable = stats?.isFile() && extname(from).toLowerCase() === ".csv";
  if (!stats?.isDirectory() && !isTable)
    throw new ConfigError(expected("pictures", "a folder, or a table (.csv)", source));
  const folder = ownFolder(name);
  const inMaking = ownFolder(`.${name}-${process.pid}`);
  try {
    let leftOut: readonly Unreadable[] = [];
    if (isTable) {
      ensureFolder(inMaking);
      leftOut = linkRows(from, inMaking);
    } else linkTo(from, inMaking);
    renameFolder(inMaking, folder);
    return { dataSet: await openDataSet(name, { log }), leftOut };
  } catch (error) {
    for (const path of [inMaking, folder]) removeFolder(path);
    throw error;
  }
}

/** Whether a folder holds links alone, so that nothing is lost with it. */
function isLinks(folder: string): boolean {
  if (isLink(folder)) return true;
  return readdirSync(folder, { withFileTypes: true }).every((entry) =>
    entry.isDirectory() ? isLinks(join(folder, entry.name)) : entry.isSymbolicLink(),
  );
}

/**
 * Takes a name away; the pictures stay where they are.
 * @throws ConfigError for a name that is not there, and for a folder that holds the pictures itself.
 */
export function removeDataSet(name: string): void {
  const folder = ownFolder(name);
  if (!/^[a-z][\w-]*$/i.test(name) || !lstatSync(folder, { throwIfNoEntry: false })) {
    const names = ownNames().join(", ") || "none yet";
    throw new ConfigError(expected("data set", `a name that was added (${names})`, name));
  }
  if (!isLinks(folder)) {
    const what = "links to pictures kept elsewhere";
    throw new ConfigError(expected(`data/${name}`, what, "files; remove the folder yourself"));
  }
  removeFolder(folder);
}
