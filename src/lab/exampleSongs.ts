import { join } from "node:path";
import { STYLES, writeDrawnSongs } from "../covers/song/drawnSongs.js";
import { ConfigError, expected } from "../errors.js";
import { cacheFolder } from "../project.js";
import type { Run } from "../runs/run.js";

/** Songs a genre. */
const COUNT = 10;

/**
 * Songs drawn by the lab for whoever has none at hand, each genre of a run in a style of its own.
 * @returns their folder.
 * @throws ConfigError for a run of more genres than there are styles.
 */
export async function exampleSongs(run: Run): Promise<string> {
  const { classes } = run.iteration.condition;
  if (classes.length === 0 || classes.length > STYLES)
    throw new ConfigError(expected("genres of the run", `1 to ${STYLES}`, classes.length));
  const folder = join(cacheFolder(), "songs", run.name);
  await writeDrawnSongs(folder, classes, COUNT);
  return folder;
}
