import { isDeepStrictEqual } from "node:util";
import { ConfigError, expected } from "../../errors.js";
import { weightShapes } from "../../nets/initialise.js";
import { type Changes, derive } from "../derive.js";
import { describeDifference, diff } from "../diff.js";
import type { Iteration, Section } from "../iteration.js";
import { buildDiscriminator, buildGenerator } from "../networks.js";

const builders = { generator: buildGenerator, discriminator: buildDiscriminator } as const;
type Player = keyof typeof builders;

/** Whether the networks of two iterations have arrays of the same names and shapes. */
function alike(one: Iteration, other: Iteration, players: readonly Player[]): boolean {
  return players.every((player) =>
    isDeepStrictEqual(weightShapes(builders[player](one)), weightShapes(builders[player](other))),
  );
}

/** Whether taking this field alone from `child` changes the networks of `parent`, or makes none. */
function alters(parent: Iteration, child: Iteration, field: string, players: readonly Player[]) {
  const [section, name] = field.split(".") as [Section, string];
  const value = (child[section] as Readonly<Record<string, unknown>>)[name];
  const changes = { [section]: { [name]: value } } as Changes;
  try {
    return !alike(parent, derive(parent, { preset: parent.preset }, changes), players);
  } catch (error) {
    if (error instanceof ConfigError) return true;
    throw error;
  }
}

/**
 * Whether `child` can train on the networks of `parent`.
 * @param players those whose weights are taken over.
 * @throws ConfigError that names the fields that would change their arrays.
 */
export function checkSameArrays(
  parent: Iteration,
  child: Iteration,
  players: readonly Player[],
): void {
  if (alike(parent, child, players)) return;
  const changes = diff(parent, child);
  const guilty = changes.filter(({ field }) => alters(parent, child, field, players));
  const named = (guilty.length > 0 ? guilty : changes).map(describeDifference).join(", ");
  const what = `settings that leave the ${players.join(" and ")} of the run as they are`;
  throw new ConfigError(expected("set", what, named));
}
