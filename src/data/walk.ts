import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { extname, join } from "node:path";
import { messageOf } from "../errors.js";
import type { Unreadable } from "./dataSet.js";
import { isSystemName } from "./systemNames.js";

/** A file to look at. */
export interface Found {
  readonly path: string;
  /** Path inside the data set, with `/`, in Unicode's composed form (NFC) whatever the disk has. */
  readonly file: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** What a walk through a folder met. */
export interface Walk {
  readonly files: Found[];
  readonly unreadable: Unreadable[];
  /** Passed over and only counted: hidden and system files, notes beside the pictures, links that lead back. */
  readonly ignored: { hidden: number; notes: number; loops: number };
}

const notes = new Set(
  ".md .txt .csv .tsv .json .jsonl .xml .html .htm .yaml .yml .log .ini .db .url .py .sha256 .md5".split(
    " ",
  ),
);

const isNote = (name: string) =>
  notes.has(extname(name).toLowerCase()) || /^(readme|licen[cs]e|copying)$/i.test(name);

/**
 * All files below a folder, sorted by name at each level (by code unit: the same on every machine).
 * Links are followed; a folder is entered once.
 * @param prefix what paths inside the data set begin with, e.g. `"paintings/"`.
 */
export function walk(folder: string, prefix = ""): Walk {
  const found: Walk = {
    files: [],
    unreadable: [],
    ignored: { hidden: 0, notes: 0, loops: 0 },
  };
  visitFolder(folder, prefix, found, new Set());
  return found;
}

function visitFolder(folder: string, prefix: string, found: Walk, entered: Set<string>): void {
  let names: Dirent[];
  try {
    const real = realpathSync(folder);
    if (entered.has(real)) {
      found.ignored.loops++;
      return;
    }
    entered.add(real);
    names = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    found.unreadable.push({ file: prefix, reason: messageOf(error) });
    return;
  }
  const sorted = names
    .map(({ name }) => ({ name, shown: name.normalize("NFC") }))
    .sort((a, b) => (a.shown < b.shown || (a.shown === b.shown && a.name < b.name) ? -1 : 1));
  for (const { name, shown } of sorted)
    visit(join(folder, name), `${prefix}${shown}`, name, found, entered);
}

function visit(path: string, file: string, name: string, found: Walk, entered: Set<string>): void {
  if (isSystemName(name)) {
    found.ignored.hidden++;
    return;
  }
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch (error) {
    found.unreadable.push({ file, reason: messageOf(error).replace(path, file) });
    return;
  }
  if (stats.isDirectory()) visitFolder(path, `${file}/`, found, entered);
  else if (!stats.isFile()) found.unreadable.push({ file, reason: "not an ordinary file" });
  else if (isNote(name)) found.ignored.notes++;
  else found.files.push({ path, file, bytes: stats.size, modifiedMs: stats.mtimeMs });
}
