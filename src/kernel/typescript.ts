import { createRequire } from "node:module";

export type TypeScript = typeof import("@tslab/typescript-for-tslab");

const carried = "@tslab/typescript-for-tslab";

/** The TypeScript 5.0 that tslab carries; the cells and the changed files of the project are compiled by it. */
export function tslabTypeScript(): TypeScript {
  return createRequire(require.resolve("tslab"))(carried) as TypeScript;
}

/**
 * Gives tslab a TypeScript in which `parts` are replaced, in memory, before tslab's own modules load it.
 * Its exports are getters that cannot be redefined, so the module's whole exports are exchanged for a copy.
 */
export function replaceInTypeScript(parts: Record<string, unknown>): void {
  const path = createRequire(require.resolve("tslab")).resolve(carried);
  const original = tslabTypeScript();
  const module = require.cache[path];
  if (!module) throw new Error(`${path}: expected a loaded module`);
  module.exports = { ...original, ...parts };
}
