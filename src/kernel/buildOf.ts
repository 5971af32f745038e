import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Where the project's own build put a source file, and whether that is as new as the source. */
export interface Build {
  readonly path: string;
  readonly mapPath: string;
  readonly fresh: boolean;
}

function projectOf(path: string): string | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function isMapOf(mapPath: string, source: string): boolean {
  try {
    const { sources } = JSON.parse(readFileSync(mapPath, "utf8")) as { sources: string[] };
    return sources.length === 1 && resolve(dirname(mapPath), sources[0] ?? "") === source;
  } catch {
    return false;
  }
}

/**
 * The build of `<project>/a/b.ts` is `<project>/dist/a/b.js`, if the source map beside it says so.
 * @returns undefined where the file was never built.
 */
export function buildOf(source: string): Build | undefined {
  const project = projectOf(source);
  if (!project) return undefined;
  const path = join(project, "dist", relative(project, source).replace(/\.ts$/, ".js"));
  const mapPath = `${path}.map`;
  const built = statSync(path, { throwIfNoEntry: false });
  if (!built || !isMapOf(mapPath, source)) return undefined;
  return { path, mapPath, fresh: built.mtimeMs > statSync(source).mtimeMs };
}
