import { homedir } from "node:os";
import { environmentFolder } from "../../data/environmentFolder.js";
import { cacheFolder, projectRoot } from "../../project.js";
import { checkpointsFolder } from "../runFolder.js";

/** A folder of this machine, and what everyone may call it. */
type Place = readonly [folder: string, words: string];

/** The folders that outputs may name, the longest first: one may lie in another. */
function knownPlaces(more: readonly string[]): readonly Place[] {
  const data = environmentFolder();
  const places: readonly Place[] = [
    ...more.map((folder): Place => [folder, "your pictures"]),
    ...(data ? [[data, "$ATELIER_DATA"] as const] : []),
    [checkpointsFolder(), "checkpoints"],
    [cacheFolder(), "the cache"],
    [projectRoot(), "gan-atelier"],
    [homedir(), "~"],
  ];
  return [...places].sort(([one], [other]) => other.length - one.length);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * A text in which no folder of this machine is named: the project's, the data's, the runs', the cache's
 * and the reader's home go by other words.
 * @param more other folders that the text may name.
 */
export function withoutPlaces(text: string, more: readonly string[] = []): string {
  return knownPlaces(more)
    .filter(([folder]) => folder.length > 1)
    .reduce(
      (shown, [folder, words]) =>
        shown.replace(new RegExp(`(?<![\\w./~-])${escaped(folder)}(?![\\w.-])`, "g"), () => words),
      text,
    );
}
