import { statSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError, expected } from "../errors.js";

/**
 * The folder that `$ATELIER_DATA` names, `undefined` if the variable is not set.
 * @throws `ConfigError` when it names nothing, or a file.
 */
export function environmentFolder(): string | undefined {
  const { ATELIER_DATA } = process.env;
  if (!ATELIER_DATA) return undefined;
  const folder = resolve(ATELIER_DATA);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new ConfigError(expected("ATELIER_DATA", "a folder", folder));
  return folder;
}
