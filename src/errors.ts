/** Longest value, and longest message, that an error prints. */
const [LONGEST_VALUE, LONGEST_MESSAGE] = [500, 20_000];

const clipped = (text: string, most: number) =>
  text.length <= most ? text : `${text.slice(0, most)}... (${text.length} characters)`;

/**
 * Text from a file as a terminal may print it: control characters (C0, C1) and marks that turn the
 * direction of writing are escaped, line ends and tabs stay.
 */
export function printable(text: string): string {
  return clipped(text, LONGEST_MESSAGE).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (sign) =>
    sign === "\n" || sign === "\t"
      ? sign
      : `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The reader's mistake: a field, an option, a file or a folder that cannot be used as it is. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(message: string, options?: ErrorOptions) {
    super(printable(message), options);
  }
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
  const value = typeof got === "string" ? `"${got}"` : String(JSON.stringify(got));
  return `${where}: expected ${what}, got ${clipped(value, LONGEST_VALUE)}`;
}

/** A `ConfigError` for a name that is not one of `names`; lists them all. */
export function unknownName(where: string, names: readonly string[], got: string): ConfigError {
  return new ConfigError(expected(where, `one of ${names.join(", ")}`, got));
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
