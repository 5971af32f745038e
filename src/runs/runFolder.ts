import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import { ConfigError, expected, messageOf } from "../errors.js";
import { claimFolder, ensureFolder } from "../files.js";
import { projectRoot } from "../project.js";
import { starterFolder } from "./starter.js";

/** The folder of all runs: `$ATELIER_CHECKPOINTS`, else the project's `checkpoints/`. */
export function checkpointsFolder(): string {
  const { ATELIER_CHECKPOINTS } = process.env;
  return ATELIER_CHECKPOINTS ? resolve(ATELIER_CHECKPOINTS) : join(projectRoot(), "checkpoints");
}

const two = (value: number) => String(value).padStart(2, "0");

/** `20191122-093015`, in local time. */
function timestamp(date: Date): string {
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}

function taken(out: string, got: string, use = "the run"): ConfigError {
  return new ConfigError(expected(`--out ${out}`, `a new or empty folder for ${use}`, got));
}

/**
 * Whether `out` can become a folder of its own, of a run unless said; nothing is made yet.
 * @throws ConfigError if it cannot.
 */
export function checkOut(out: string, use?: string): void {
  if (out === "") throw taken(out, "no name", use);
  const found = namesIn(out, use);
  if (found.length > 0) throw taken(out, `a folder that holds ${found[0]}`, use);
}

/** What lies in `out`; nothing where there is no folder yet. */
function namesIn(out: string, use?: string): readonly string[] {
  try {
    return readdirSync(resolve(out));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw taken(out, code === "ENOTDIR" ? "a file in its place" : messageOf(error), use);
  }
}

/** Makes `out` a run's folder; of two runs that start at once, one gets it. */
function claimOut(out: string): string {
  checkOut(out);
  const folder = ensureFolder(resolve(out));
  if (!claimFolder(join(folder, "grids"))) throw taken(out, "another run's folder");
  return folder;
}

const nameTaken = (iteration: string, name: string) =>
  new ConfigError(expected("--name", `a name that no run of ${iteration} has`, name));

/**
 * Whether `name` can become the folder of a run of `iteration`; nothing is made yet.
 * @throws ConfigError if it cannot, or if `out` names another folder.
 */
export function checkRunName(iteration: string, name: string, out?: string): void {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_.+-]{0,99}$/u.test(name))
    throw new ConfigError(expected("--name", "letters, digits, - _ + and .", name));
  if (out !== undefined)
    throw new ConfigError(expected("--name", "no --out beside it: each names the folder", out));
  if (existsSync(join(checkpointsFolder(), iteration, name))) throw nameTaken(iteration, name);
}

/**
 * Makes the folder of a new run: `out` itself if given, which must be new or empty, else
 * `checkpoints/<iteration>/<folderName>`, by default `<preset>-seed<seed>-<time>`, numbered if that exists.
 * @throws ConfigError if the folder holds something or cannot be written.
 */
export function makeRunFolder(run: {
  iteration: string;
  preset: string;
  seed: number;
  out?: string;
  folderName?: string;
}): string {
  if (run.out !== undefined) return claimOut(run.out);
  const parent = ensureFolder(join(checkpointsFolder(), run.iteration));
  if (run.folderName !== undefined) {
    const named = join(parent, run.folderName);
    if (!claimFolder(named)) throw nameTaken(run.iteration, run.folderName);
    return named;
  }
  const preset = run.preset.replace(/ \+ | /g, "-"); // `repaired + 2 changes`
  const base = join(parent, `${preset}-seed${run.seed}-${timestamp(new Date())}`);
  let folder = base;
  for (let copy = 2; !claimFolder(folder); copy++) folder = `${base}-${copy}`;
  return folder;
}

/** Whether a folder is a run's, whole or damaged. */
export function isRunFolder(folder: string): boolean {
  return ["options.json", "status.json"].some((name) => existsSync(join(folder, name)));
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

const shortName = (folder: string) => folder.split(sep).slice(-2).join("/");

/**
 * A run by name, by `iteration/name`, or by folder; `starter` is the one that ships with the lab.
 * @throws ConfigError with the runs there are.
 */
export function findRunFolder(name: string): string {
  if (isRunFolder(resolve(name))) return resolve(name);
  const all = [...new Set([...listRunFolders(), ...[starterFolder()].filter(isRunFolder)])];
  const found = all.filter((folder) => basename(folder) === name || shortName(folder) === name);
  if (found.length === 1 && found[0]) return found[0];
  const several = found.length > 1;
  const names = (several ? found : all).map(shortName);
  const where = several ? `run ${name} (in several iterations)` : "run";
  throw new ConfigError(expected(where, `one of ${names.join(", ")}`, name));
}
