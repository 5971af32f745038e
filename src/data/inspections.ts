import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { messageOf } from "../errors.js";
import { writeFile } from "../files.js";
import { type Inspection, inspect } from "./inspect.js";
import { mapBounded } from "./mapBounded.js";
import type { Found } from "./walk.js";

/** How to look through many files. */
export interface InspectOptions {
  /** Inspections are remembered here, by path, size and time of change. */
  readonly cacheFolder: string;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Raised whenever an inspection notes something else. */
const version = 1;

type Remembered = Record<string, Inspection>;

/** What a file is known by between runs. */
const keyOf = ({ path, bytes, modifiedMs }: Found) => `${path}|${bytes}|${modifiedMs}`;

function recall(path: string): Remembered {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Remembered;
  } catch {
    return {}; // nothing kept yet, or not by us: look again
  }
}

/** Inspects every file, once: unchanged files are remembered from the last time. */
export async function inspectAll(
  name: string,
  files: readonly Found[],
  options: InspectOptions,
): Promise<Inspection[]> {
  const places = files.map(({ path }) => path).join("\n");
  const id = createHash("sha256").update(`${version}\n${places}`).digest("hex").slice(0, 16);
  const kept = join(options.cacheFolder, "manifests", `${id}.json`);
  const remembered = recall(kept);
  const fresh = files.filter((file) => !remembered[keyOf(file)]).length;
  if (fresh === 0) return files.map((file) => remembered[keyOf(file)] as Inspection);
  const tell = progressOf(name, fresh, options.log);
  const inspections = await mapBounded(files, 2 * availableParallelism(), async (file) => {
    const known = remembered[keyOf(file)];
    if (known) return known;
    options.signal?.throwIfAborted();
    const inspection = await inspect(file).catch((error) => ({ reason: messageOf(error) }));
    tell();
    return inspection;
  });
  const all = Object.fromEntries(files.map((file, at) => [keyOf(file), inspections[at]]));
  await writeFile(kept, JSON.stringify(all)).catch((error) =>
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
