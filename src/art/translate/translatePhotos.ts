import { basename, extname, join, resolve } from "node:path";
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

/** File names of the results; of two photographs with one name the second gets a number. */
function namesFor(photos: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return photos.map((photo) => {
    const name = basename(photo, extname(photo));
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return `${name}${times > 1 ? `-${times}` : ""}.png`;
  });
}

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
  const folder = ensureFolder(resolve(out));
  try {
    const results: TranslatedPhoto[] = [];
    for (const [at, name] of namesFor(photos).entries()) {
      const source = photos[at] as string;
      const before = await readPicture(source, shortPx);
      const after = await translatePicture(network, tensors, before, options);
      const file = join(folder, name);
      await writeFile(file, await encodePng(after));
      log(`${basename(source)}, ${before.width} x ${before.height} px: ${name}`);
      results.push({ source, file, before, after });
    }
    return results;
  } finally {
    translator.dispose();
  }
}
