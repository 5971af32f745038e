import { lstatSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { ConfigError, expected } from "../errors.js";
import { linkTo, removeFolder } from "../files.js";
import type { DataSet } from "./dataSet.js";
import { openDataSet } from "./openDataSet.js";
import { ownFolder, ownNames } from "./ownSets.js";
import { isTable } from "./table.js";

function checkName(name: string): void {
  const what = "letters, digits, - and _, beginning with a letter";
  if (!/^[a-z][\w-]*$/i.test(name)) throw new ConfigError(expected("--name", what, name));
  if (["mnist", "mnist-test", "synthetic", "synthetic-attributes"].includes(name))
    throw new ConfigError(expected("--name", "a name that the lab does not make itself", name));
  if (!lstatSync(ownFolder(name), { throwIfNoEntry: false })) return;
  const got = `data/${name}, which is there (\`atelier data remove ${name}\`)`;
  throw new ConfigError(expected("--name", "a name that is free", got));
}

const isLink = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();

/**
 * Gives a folder of pictures, or a table (CSV) of them, a name to train by. Nothing is copied:
 * data/<name> is a link to it.
 * @throws ConfigError for a name that is taken or odd, and for pictures that cannot be used; then
 * nothing is kept.
 */
export async function addDataSet(
  source: string,
  { name, log }: { readonly name: string; readonly log: (line: string) => void },
): Promise<DataSet> {
  checkName(name);
  const from = resolve(source);
  if (!statSync(from, { throwIfNoEntry: false })?.isDirectory() && !isTable(from))
    throw new ConfigError(expected("pictures", "a folder, or a table (.csv)", source));
  const link = ownFolder(name);
  try {
    linkTo(from, link);
    return await openDataSet(name, { log });
  } catch (error) {
    removeFolder(link);
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
