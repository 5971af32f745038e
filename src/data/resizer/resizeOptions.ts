import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { ConfigError, expected, unknownName } from "../../errors.js";

/** How a picture comes to its new shape. */
export const resizeModes = ["squash", "centre", "random"] as const;
/** What becomes of pictures that are there more than once. */
export const duplicateRules = ["keep", "drop", "drop-near"] as const;
/** What the new files are. */
export const outputFormats = ["jpeg", "png"] as const;

/** What `lab.resize` and `atelier resize` are asked for. */
export interface ResizeOptions {
  /** Folder of pictures, in any tree; nothing in it is touched. */
  readonly d: string;
  /** Width and height of the new pictures, in px. */
  readonly x: number;
  readonly y: number;
  /** Folder for the new pictures, new or empty unless `force`. */
  readonly o: string;
  /** `squash` both sides (the report's way), keep the `centre`, or a seeded `random` cut; centre by default. */
  readonly mode?: (typeof resizeModes)[number];
  readonly seed?: number;
  readonly format?: (typeof outputFormats)[number];
  /** `keep` all (the default), `drop` files with the same bytes, `drop-near` look-alikes too. */
  readonly duplicates?: (typeof duplicateRules)[number];
  /** Write into a folder that holds something; files of the same name are replaced. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ResizeProgress) => void;
}

/** How far a resize is. */
export interface ResizeProgress {
  readonly done: number;
  readonly total: number;
  readonly refused: number;
  readonly seconds: number;
}

const longestPx = 16384;

/** Fills in the defaults. @throws ConfigError that names the field and what is allowed. */
export function checkResize(options: ResizeOptions) {
  const {
    mode = "centre",
    seed = 1,
    format = "jpeg",
    duplicates = "keep",
    force = false,
  } = options;
  for (const name of ["x", "y"] as const) {
    const side = options[name];
    if (!Number.isInteger(side) || side < 1 || side > longestPx)
      throw new ConfigError(expected(name, `a whole number of px from 1 to ${longestPx}`, side));
  }
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new ConfigError(expected("seed", "a whole number of at least 0", seed));
  if (!resizeModes.includes(mode)) throw unknownName("mode", resizeModes, mode);
  if (!outputFormats.includes(format)) throw unknownName("format", outputFormats, format);
  if (!duplicateRules.includes(duplicates))
    throw unknownName("duplicates", duplicateRules, duplicates);
  checkFolders(options.d, options.o, force);
  const { d, o, x, y } = options;
  return { d: resolve(d), o: resolve(o), x, y, mode, seed, format, duplicates };
}

/** Everything that decides what the new pictures are. */
export type ResizeChoices = ReturnType<typeof checkResize>;

function checkFolders(from: string, to: string, force: boolean): void {
  const stats = from === "" ? undefined : statSync(from, { throwIfNoEntry: false });
  if (!stats?.isDirectory())
    throw new ConfigError(
      expected("-d", "a folder of pictures", stats ? `the file ${from}` : from || "no name"),
    );
  if (to === "") throw new ConfigError(expected("-o", "a folder for the new pictures", "no name"));
  const [source, target] = [realpathSync(from) + sep, realOf(resolve(to)) + sep];
  if (target.startsWith(source) || source.startsWith(target))
    throw new ConfigError(
      expected("-o", "a folder outside the pictures' own, which stays as it is", to),
    );
  if (!existsSync(to)) return;
  if (!statSync(to).isDirectory())
    throw new ConfigError(expected("-o", "a folder for the new pictures", `the file ${to}`));
  const first = readdirSync(to)[0];
  if (first !== undefined && !force)
    throw new ConfigError(
      expected("-o", "a new or empty folder, or --force", `${to}, which holds ${first}`),
    );
}

/** The real place of a path whose last parts may not exist yet. */
function realOf(path: string): string {
  if (existsSync(path) || dirname(path) === path) return realpathSync(path);
  return join(realOf(dirname(path)), path.slice(dirname(path).length));
}
