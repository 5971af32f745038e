import type { GenreChoice } from "../covers/sheets/genreShares.js";

/** `jazz`, or shares of several genres: `jazz=2,metal=1`. */
export function parseShares(text: string): GenreChoice {
  const parts = text
    .split(",")
    .map((part) => /^(?<name>.+)=(?<share>[^=]*)$/.exec(part.trim())?.groups);
  if (parts.some((part) => !part)) return text;
  return Object.fromEntries(
    parts.map((part) => [part?.name ?? "", Number(part?.share || Number.NaN)]),
  );
}
