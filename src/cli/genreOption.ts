import type { GenreChoice } from "../covers/sheets/genreShares.js";
import { ConfigError, expected } from "../errors.js";

/** Numbers by name, `jazz=2,metal=1`; nothing for a text that is not so. */
function numbersIn(text: string): Readonly<Record<string, number>> | undefined {
  const parts = text
    .split(",")
    .map((part) => /^(?<name>.+)=(?<share>[^=]*)$/.exec(part.trim())?.groups);
  if (parts.some((part) => !part)) return undefined;
  return Object.fromEntries(
    parts.map((part) => [part?.name ?? "", Number(part?.share || Number.NaN)]),
  );
}

/** `jazz`, or shares of several genres: `jazz=2,metal=1`. */
export const parseShares = (text: string): GenreChoice => numbersIn(text) ?? text;

/** Levels of attributes: `energy=0.9,tempo=0.2`. @throws ConfigError for a text that is not so. */
export function parseLevels(text: string): Readonly<Record<string, number>> {
  const levels = numbersIn(text);
  if (!levels)
    throw new ConfigError(expected("--attributes", "levels by name: energy=0.9,tempo=0.2", text));
  return levels;
}
