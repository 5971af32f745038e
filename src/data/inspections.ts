import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { messageOf } from "../errors.js";
import { writeFile } from "../files.js";
import { type Inspected, type Inspection, inspect } from "./inspect.js";
import { mapBounded } from "./mapBounded.js";
import type { Found } from "./walk.js";

/** How to look through many files. */
export interface InspectOptions {
  /** Pictures that are whole are remembered here, by path, size and time of change. */
  readonly cacheFolder: string;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Raised whenever an inspection notes something else. */
const version = 2;

const sidePx = z.number().int().positive();

const rememberedSchema = z.record(
  z.object({
    widthPx: sidePx,
    heightPx: sidePx,
    format: z.string(),
    mode: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    dHash: z.string().regex(/^[0-9a-f]{16}$/),
  }),
);

/** What a file is known by between runs. */
const keyOf = ({ path, bytes, modifiedMs }: Found) => `${path}|${bytes}|${modifiedMs}`;

/** What was kept last time; nothing where there is no file, or none that we wrote. */
function recall(path: string): ReadonlyMap<string, Inspected> {
  try {
    return new Map(Object.entries(rememberedSchema.parse(JSON.parse(readFileSync(path, "utf8")))));
  } catch {
    return new Map(); // it is made anew
  }
}

async function inspectOne(found: Found): Promise<Inspection> {
  return inspect(found).catch((error) => ({
    reason: messageOf(error).replaceAll(found.path, found.file),
  }));
}

/**
 * Inspects every file. Whole pictures are remembered while they are unchanged. Files that could not
 * be used are looked at again each time: a disk, a right or a copy may have been mended.
 */
export async function inspectAll(
  name: string,
  files: readonly Found[],
  options: InspectOptions,
): Promise<Inspection[]> {
  const places = files.map(({ path }) => path).join("\n");
  const id = createHash("sha256").update(`${version}\n${places}`).digest("hex").slice(0, 16);
  const kept = join(options.cacheFolder, "manifests", `${id}.json`);
  const remembered = recall(kept);
  const fresh = files.filter((file) => !remembered.has(keyOf(file))).length;
  const tell = progressOf(name, fresh, options.log);
  const inspections = await mapBounded(files, 2 * availableParallelism(), async (file) => {
    const known = remembered.get(keyOf(file));
    if (known) return known;
    options.signal?.throwIfAborted();
    const inspection = await inspectOne(file);
    tell();
    return inspection;
  });
  const whole = files.flatMap((file, at) => {
    const inspection = inspections[at] as Inspection;
    return "reason" in inspection ? [] : [[keyOf(file), inspection] as const];
  });
  if (whole.some(([key]) => !remembered.has(key)))
    await writeFile(kept, JSON.stringify(Object.fromEntries(whole))).catch((error) =>
      options.log(`${name}: will be looked through again next time (${messageOf(error)})`),
    );
  return inspections;
}

/** A line every two seconds, and none when it is quick. */
function progressOf(name: string, total: number, log: (line: string) => void): () => void {
  let [done, said] = [0, Date.now()];
  return () => {
    done++;
    if (Date.now() - said < 2000) return;
    said = Date.now();
    log(`${name}: ${done} of ${total} files looked through`);
  };
}
