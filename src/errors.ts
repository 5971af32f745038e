/** The reader's mistake: a field, an option, a file or a folder that cannot be used as it is. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Our mistake: a tensor or array whose shape is not what the code promises. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/**
 * The one form of an error message: `<where>: expected <what>, got <value>`.
 * @param where the field, file or tensor that is wrong.
 * @param what what is allowed there.
 * @param got what came instead; strings are quoted, everything else is written as JSON.
 */
export function expected(where: string, what: string, got: unknown): string {
  return `${where}: expected ${what}, got ${typeof got === "string" ? `"${got}"` : JSON.stringify(got)}`;
}

/** A `ConfigError` for a name that is not one of `names`; lists them all. */
export function unknownName(where: string, names: readonly string[], got: string): ConfigError {
  return new ConfigError(expected(where, `one of ${names.join(", ")}`, got));
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
