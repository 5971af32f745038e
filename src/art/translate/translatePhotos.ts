import { existsSync, realpathSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { freeNames } from "../../data/freeNames.js";
import { ConfigError, expected } from "../../errors.js";
import { ensureFolder, writeFile } from "../../files.js";
import type { Run } from "../../runs/run.js";
import { openTranslator, type Way } from "../../runs/translation/translator.js";
import type { Images } from "../../shape.js";
import { encodePng } from "../../show/grid.js";
import { readPicture } from "./readPicture.js";
import { type TranslateOptions, translatePicture } from "./translatePicture.js";

/** How photographs are translated. */
export interface TranslatePhotosOptions extends TranslateOptions {
  /** A step with a checkpoint; the last one by default. */
  readonly step?: number;
  readonly way?: Way;
  /** Folder for the new pictures. */
  readonly out: string;
  /** Px to which the shorter side is brought first; its own size by default. */
  readonly shortPx?: number;
  readonly log?: (line: string) => void;
}

/** One photograph and what became of it. */
export interface TranslatedPhoto {
  readonly source: string;
  readonly file: string;
  readonly before: Images;
  readonly after: Images;
}

/**
 * The files that the results are written to.
 * @throws ConfigError where that is one of the photographs, which would be lost.
 */
function filesFor(photos: readonly string[], folder: string): readonly string[] {
  const names = freeNames(photos.map((photo) => `${basename(photo, extname(photo))}.png`));
  const sources = new Set(photos.map(realOf));
  return names.map((name) => {
    const file = join(folder, name);
    if (!sources.has(realOf(file))) return file;
    throw new ConfigError(expected("--out", "a folder other than the photographs' own", folder));
  });
}

/** A file's real place, through links; as given where there is none. */
const realOf = (file: string) => (existsSync(file) ? realpathSync(file) : resolve(file));

/**
 * Puts photographs of any size through a run's network, into PNG files of the same names.
 * @throws ConfigError for no photographs, files that are none, and runs that cannot.
 */
export async function translatePhotos(
  run: Run,
  photos: readonly string[],
  options: TranslatePhotosOptions,
): Promise<readonly TranslatedPhoto[]> {
  if (photos.length === 0) throw new ConfigError(expected("photos", "at least one file", "none"));
  const { out, shortPx, log = () => {} } = options;
  const translator = openTranslator(run, options);
  const { network, tensors } = translator;
  try {
    const folder = ensureFolder(resolve(out));
    const files = filesFor(photos, folder);
    const results: TranslatedPhoto[] = [];
    for (const [at, file] of files.entries()) {
      const source = photos[at] as string;
      const before = await readPicture(source, shortPx);
      const after = await translatePicture(network, tensors, before, options);
      await writeFile(file, await encodePng(after));
      log(`${basename(source)}, ${before.width} x ${before.height} px: ${basename(file)}`);
      results.push({ source, file, before, after });
    }
    return results;
  } finally {
    translator.dispose();
  }
}
