import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { ConfigError, expected } from "../errors.js";
import { ensureFolder } from "../files.js";
import { projectRoot } from "../project.js";

/** The folder of all runs. */
export const checkpointsFolder = () => join(projectRoot(), "checkpoints");

const two = (value: number) => String(value).padStart(2, "0");

/** `20191122-093015`, in local time. */
function timestamp(date: Date): string {
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}

/**
 * Makes the folder of a new run: `out` itself if given, which must be new or empty, else
 * `checkpoints/<iteration>/<preset>-seed<seed>-<time>`, numbered if that exists.
 * @throws ConfigError if the folder holds something or cannot be written.
 */
export function makeRunFolder(run: {
  iteration: string;
  preset: string;
  seed: number;
  out?: string;
}): string {
  if (run.out !== undefined) {
    const folder = ensureFolder(resolve(run.out));
    if (readdirSync(folder).length > 0) {
      throw new ConfigError(expected("--out", "a new or empty folder for the run", run.out));
    }
    return folder;
  }
  const base = join(
    checkpointsFolder(),
    run.iteration,
    `${run.preset}-seed${run.seed}-${timestamp(new Date())}`,
  );
  let folder = base;
  for (let copy = 2; existsSync(folder); copy++) folder = `${base}-${copy}`;
  return ensureFolder(folder);
}

/** Whether a folder is a run's. */
export function isRunFolder(folder: string): boolean {
  return existsSync(join(folder, "options.json")) && existsSync(join(folder, "status.json"));
}

/** Every run folder below `checkpoints/`, by iteration and name. */
export function listRunFolders(root = checkpointsFolder()): readonly string[] {
  if (!existsSync(root)) return [];
  const folders = (folder: string) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name))
      .sort();
  return folders(root).flatMap(folders).filter(isRunFolder);
}

/**
 * A run by name, by `iteration/name`, or by folder.
 * @throws ConfigError with the runs there are.
 */
export function findRunFolder(name: string): string {
  if (isRunFolder(resolve(name))) return resolve(name);
  const all = listRunFolders();
  const found = all.filter(
    (folder) => folder.endsWith(`/${name}`) && (basename(folder) === name || name.includes("/")),
  );
  if (found.length === 1 && found[0]) return found[0];
  const names = all.map((folder) => folder.split("/").slice(-2).join("/"));
  const known =
    names.length > 0 ? `one of ${names.join(", ")}` : "a run, of which there are none yet";
  throw new ConfigError(
    expected(
      "run",
      found.length > 1 ? `a name that only one run has, such as ${names[0]}` : known,
      name,
    ),
  );
}
