import { readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project.js";
import { mnistSplits } from "./mnistFiles.js";
import { type FoundSet, holdsPictures, pictureSets } from "./sets.js";

/** Names that the lab knows by itself. */
export const knownNames: readonly string[] = [
  ...Object.keys(mnistSplits),
  ...pictureSets.map(({ name }) => name),
  "synthetic",
];

/** Where the pictures of a name lie that are kept here, or linked to. */
export const ownFolder = (name: string): string => join(projectRoot(), "data", name);

/** Pictures in data/<name>, whatever the name. */
export const ownSet = (name: string): FoundSet => ({
  origin: "project",
  where: `data/${name}`,
  roots: [{ folder: ownFolder(name), prefix: "" }],
});

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
