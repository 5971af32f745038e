import { ConfigError, expected } from "../../errors.js";
import type { Network } from "../../nets/layer.js";
import { stagesOf } from "./stages.js";

/** Shares of the parents at each stage, by its px; those of a stage add up to 1. */
export type BlendPlan = Readonly<Record<number, readonly number[]>>;

/** How two or more generators become one; exactly one of these is given. */
export interface BlendChoice {
  /** Stages up to so many px from the first, the rest from the second (Pinkney 2020). */
  readonly split?: number;
  /** The second's share, 0 to 1, at every stage. */
  readonly mix?: number;
  /** The second's share at each stage, from the coarsest. */
  readonly stages?: readonly number[];
  /** The mean of all parents: a soup (Wortsman 2022). */
  readonly soup?: boolean;
}

const names = ["split", "mix", "stages", "soup"] as const;

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}

function ofTwo(choice: BlendChoice, stages: readonly number[]): readonly number[] {
  const { split, mix, stages: shares } = choice;
  if (split !== undefined) {
    if (split === 0 || stages.includes(split)) return stages.map((px) => (px <= split ? 0 : 1));
    throw new ConfigError(expected("split", `one of 0, ${stages.join(", ")} px`, split));
  }
  if (mix !== undefined) {
    if (isShare(mix)) return stages.map(() => mix);
    throw new ConfigError(expected("mix", "0 to 1", mix));
  }
  if (shares?.length === stages.length && shares.every(isShare)) return shares;
  const what = `${stages.length} numbers from 0 to 1, for ${stages.join(", ")} px`;
  throw new ConfigError(expected("stages", what, shares));
}

/** @throws ConfigError for none or several ways to blend, and shares that cannot be. */
export function blendPlan(network: Network, choice: BlendChoice, parents: number): BlendPlan {
  const given = names.filter((name) => choice[name] !== undefined && choice[name] !== false);
  if (given.length !== 1) {
    const got = given.join(" and ") || "none";
    throw new ConfigError(expected("blend", `one of ${names.join(", ")}`, got));
  }
  if (choice.soup ? parents < 2 : parents !== 2) {
    throw new ConfigError(
      expected("parents of a blend", choice.soup ? "at least 2" : "2", parents),
    );
  }
  const stages = stagesOf(network);
  if (choice.soup) {
    const even = Array.from({ length: parents }, () => 1 / parents);
    return Object.fromEntries(stages.map((px) => [px, even]));
  }
  const shares = ofTwo(choice, stages);
  return Object.fromEntries(stages.map((px, at) => [px, [1 - (shares[at] ?? 0), shares[at] ?? 0]]));
}

/** Whether any stage is more than one parent's: its norm statistics are then nobody's. */
export const isMixed = (plan: BlendPlan): boolean =>
  Object.values(plan).some((shares) => !shares.includes(1));
