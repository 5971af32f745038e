import { availableParallelism } from "node:os";
import { join } from "node:path";
import { ConfigError, messageOf } from "../../errors.js";
import { removeFile, writeFile, writeJson } from "../../files.js";
import type { Unreadable } from "../dataSet.js";
import { mapBounded } from "../mapBounded.js";
import { type Found, type Walk, walk } from "../walk.js";
import { lookAlikes } from "./lookAlikes.js";
import { outputNames } from "./outputNames.js";
import { checkResize, type ResizeChoices, type ResizeOptions } from "./resizeOptions.js";
import { type Resized, resizePicture } from "./resizePicture.js";

/** Two pictures that are one: the path inside IN of the later, and of the first of its kind. */
export interface Twin {
  readonly source: string;
  readonly of: string;
}

/** What a resize did; kept as `resized.json` beside the new pictures. */
export interface ResizeResult {
  /** `stopped` when it was asked to before the last picture. */
  readonly state: "complete" | "stopped";
  readonly choices: Omit<ResizeChoices, "d" | "o">;
  readonly pictures: readonly Resized[];
  /** Files that are no pictures or are broken, by name, each with its reason. */
  readonly refused: readonly Unreadable[];
  /** Files with the very bytes of an earlier one. */
  readonly duplicates: readonly Twin[];
  /** Pictures that look like an earlier one, without the above. */
  readonly nearDuplicates: readonly Twin[];
  /** Whether those were left out of `pictures`. */
  readonly dropped: number;
  readonly ignored: Walk["ignored"];
  readonly seconds: number;
}

/** The name of the list beside the new pictures. */
const listName = "resized.json";

interface Outcome {
  readonly note: Resized;
  readonly thumb: Uint8Array;
}

/** Resizes every file, some at a time; a stop lets those at hand finish. */
async function resizeAll(files: readonly Found[], choices: ResizeChoices, options: ResizeOptions) {
  const names = outputNames(
    files.map(({ file }) => file),
    choices.format,
  );
  const refused: Unreadable[] = [];
  const began = performance.now();
  let done = 0;
  const outcomes = await mapBounded(files, 2 * availableParallelism(), async (found, at) => {
    if (options.signal?.aborted) return undefined;
    const name = names[at] as string;
    const made = await resizePicture(found, name, choices).catch((error) => ({
      reason: messageOf(error).replaceAll(found.path, found.file),
    }));
    let outcome: Outcome | undefined;
    if ("reason" in made) refused.push({ file: found.file, reason: made.reason });
    else {
      await writeFile(join(choices.o, name), made.packed, { synced: false });
      outcome = { note: made.note, thumb: made.thumb };
    }
    const seconds = (performance.now() - began) / 1000;
    done++;
    options.onProgress?.({ done, total: files.length, refused: refused.length, seconds });
    return outcome;
  });
  const seen = outcomes.flatMap((outcome) => outcome ?? []);
  return {
    seen,
    refused,
    stopped: done < files.length,
    seconds: (performance.now() - began) / 1000,
  };
}

/** Pictures that are there more than once, by their bytes or by their looks. */
function twinsAmong(seen: readonly Outcome[]) {
  const first = new Map<string, string>();
  const alike = lookAlikes(seen.map(({ note, thumb }) => ({ dHash: note.dHash, thumb })));
  const duplicates: Twin[] = [];
  const nearDuplicates: Twin[] = [];
  for (const [at, { note }] of seen.entries()) {
    const { source, sha256 } = note;
    const same = first.get(sha256);
    const near = seen[alike[at] as number]?.note.source;
    if (same !== undefined) duplicates.push({ source, of: same });
    else {
      first.set(sha256, source);
      if (near !== undefined) nearDuplicates.push({ source, of: near });
    }
  }
  return { duplicates, nearDuplicates };
}

function nothingCameOut(refused: readonly Unreadable[]): ConfigError {
  const reasons = refused.slice(0, 5).map(({ file, reason }) => `${file}: ${reason}`);
  const got =
    refused.length === 0 ? "no files" : `0 of ${refused.length} readable (${reasons.join("; ")})`;
  return new ConfigError(`-d: expected at least one readable JPEG, PNG, WebP or GIF, got ${got}`);
}

/**
 * Brings every picture below a folder to one size, in a folder of its own: the report's
 * imageResizer, with every broken file named, duplicates counted, and nothing in IN touched.
 * Sub-folders (labels) stay; `resized.json` lists each new picture with its source and hash.
 * @throws ConfigError for options or folders that cannot be used, or when nothing can be read.
 */
export async function resizeFolder(options: ResizeOptions): Promise<ResizeResult> {
  const choices = checkResize(options);
  const found = walk(choices.d);
  const { seen, refused, stopped, seconds } = await resizeAll(found.files, choices, options);
  const unreadable = [...found.unreadable, ...refused].sort((a, b) => (a.file < b.file ? -1 : 1));
  if (seen.length === 0 && !stopped) throw nothingCameOut(unreadable);
  const { duplicates, nearDuplicates } = twinsAmong(seen);
  const unwanted = new Set(
    [
      ...(choices.duplicates === "keep" ? [] : duplicates),
      ...(choices.duplicates === "drop-near" ? nearDuplicates : []),
    ].map(({ source }) => source),
  );
  for (const { note } of seen)
    if (unwanted.has(note.source)) removeFile(join(choices.o, note.file));
  const { d: _, o, ...kept } = choices;
  const result: ResizeResult = {
    state: stopped ? "stopped" : "complete",
    choices: { ...kept },
    pictures: seen.flatMap(({ note }) => (unwanted.has(note.source) ? [] : note)),
    refused: unreadable,
    duplicates,
    nearDuplicates,
    dropped: unwanted.size,
    ignored: found.ignored,
    seconds: Number(seconds.toFixed(1)),
  };
  if (seen.length > 0) await writeJson(join(o, listName), result);
  return result;
}
