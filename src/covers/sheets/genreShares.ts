import { ConfigError, expected, unknownName } from "../../errors.js";

/** A genre by name, or a mixture of genres: shares by name, of any sum above 0. */
export type GenreChoice = string | Readonly<Record<string, number>>;

/**
 * The shares of all genres, which sum to 1.
 * @throws ConfigError for a genre that there is not, a share below 0, and shares that sum to 0.
 */
export function genreShares(genres: readonly string[], choice: GenreChoice): Float32Array {
  const given = typeof choice === "string" ? { [choice]: 1 } : choice;
  for (const [name, share] of Object.entries(given)) {
    if (!genres.includes(name)) throw unknownName("genre", genres, name);
    if (!(share >= 0 && Number.isFinite(share)))
      throw new ConfigError(expected(`share of ${name}`, "a number of at least 0", share));
  }
  const shares = genres.map((name) => given[name] ?? 0);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (!(sum > 0)) throw new ConfigError(expected("genres", "shares of a sum above 0", sum));
  return Float32Array.from(shares, (share) => share / sum);
}
