import { ConfigError, expected, unknownName } from "../../errors.js";
import type { Iteration } from "../../iterations/iteration.js";
import { endShares } from "../../shares.js";
import { type GenreChoice, genreShares } from "./genreShares.js";

/** What a cover is to be like: its genre, or levels of attributes, 0..1; those not named are in the middle. */
export interface CoverChoice {
  readonly genre?: GenreChoice;
  readonly attributes?: Readonly<Record<string, number>>;
}

/**
 * Attributes as shares of their ends.
 * @throws ConfigError for an attribute that there is not, and for a level beyond 0..1.
 */
export function attributeShares(
  names: readonly string[],
  levels: Readonly<Record<string, number>>,
): Float32Array {
  for (const [name, level] of Object.entries(levels)) {
    if (!names.includes(name)) throw unknownName("attribute", names, name);
    if (!(level >= 0 && level <= 1))
      throw new ConfigError(expected(`level of ${name}`, "0 (lowest) to 1 (highest)", level));
  }
  return endShares(names.map((name) => levels[name] ?? 0.5));
}

/** The shares of a cover. @throws ConfigError for what the run was not told. */
export function coverShares(
  { tells, classes }: Iteration["condition"],
  { genre, attributes }: CoverChoice,
): Float32Array {
  const names = classes.join(", ");
  if (tells === "attributes") {
    if (attributes && genre === undefined) return attributeShares(classes, attributes);
    throw new ConfigError(
      expected(
        "cover",
        `levels of the attributes ${names}`,
        genre === undefined ? "none" : "a genre",
      ),
    );
  }
  if (genre !== undefined && !attributes) return genreShares(classes, genre);
  throw new ConfigError(
    expected("cover", `a genre of ${names}`, attributes ? "attributes" : "none"),
  );
}
