import { lstatSync, readdirSync, readlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { projectRoot } from "../project.js";
import { mnistSplits } from "./mnistFiles.js";
import { type FoundSet, holdsPictures, pictureSets } from "./sets.js";
import { isTable } from "./table.js";

/** Names that the lab knows by itself. */
export const knownNames: readonly string[] = [
  ...Object.keys(mnistSplits),
  ...pictureSets.map(({ name }) => name),
  "synthetic",
  "synthetic-attributes",
];

/** Where the pictures of a name lie that are kept here, or linked to. */
export const ownFolder = (name: string): string => join(projectRoot(), "data", name);

/** Pictures in data/<name>, whatever the name. */
export const ownSet = (name: string): FoundSet => ({
  origin: "project",
  where: `data/${name}`,
  roots: [{ folder: ownFolder(name), prefix: "" }],
});

/** The table that a name stands for, if it stands for one. */
export function ownTable(name: string): string | undefined {
  const path = ownFolder(name);
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
  const table = resolve(dirname(path), readlinkSync(path));
  return isTable(table) ? table : undefined;
}

/** Names that readers gave to pictures of their own: folders of data/ beside those the lab knows. */
export function ownNames(): readonly string[] {
  const entries = readdirSync(join(projectRoot(), "data"), { withFileTypes: true });
  return entries
    .filter(
      (entry) =>
        entry.isSymbolicLink() || (entry.isDirectory() && holdsPictures(ownFolder(entry.name))),
    )
    .map(({ name }) => name)
    .filter((name) => !name.startsWith(".") && !knownNames.includes(name))
    .sort();
}
