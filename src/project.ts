import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** The package.json of a folder; undefined where there is none. */
function manifestOf(
  folder: string,
): { readonly name?: string; readonly version: string } | undefined {
  const file = join(folder, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

const isProject = (folder: string) => manifestOf(folder)?.name === "gan-atelier";

/** The checkout this code belongs to: the nearest folder upward with gan-atelier's package.json. */
export function projectRoot(): string {
  let folder = __dirname;
  while (!isProject(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`${__dirname}: expected a folder inside gan-atelier`);
    folder = parent;
  }
  return folder;
}

/** The project's version, as `0.1.0`. */
export const projectVersion = (): string => manifestOf(projectRoot())?.version ?? "unknown";

/** Where things outlive a checkout: the engine, downloads. `$XDG_CACHE_HOME/gan-atelier`. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME } = process.env;
  return join(XDG_CACHE_HOME || join(homedir(), ".cache"), "gan-atelier");
}

/** Where work of several days is kept: `$XDG_STATE_HOME/gan-atelier`. */
export function stateFolder(): string {
  const { XDG_STATE_HOME } = process.env;
  return join(XDG_STATE_HOME || join(homedir(), ".local", "state"), "gan-atelier");
}
