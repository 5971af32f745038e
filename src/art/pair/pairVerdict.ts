import type { PairMeasures } from "./pair.js";

/** By how much a correlation must exceed that of the control. */
const CLEARLY = 0.15;

const two = (value: number) => value.toFixed(2);

/** One sentence made from the numbers of a pair: what the two films share, and what they do not. */
export function pairVerdict({ pair, control, identity, kinship }: PairMeasures): string {
  if (identity.rhythm < 1 || identity.place < 1) {
    return `Not measured: a model drawn twice differs from itself (rhythm ${two(identity.rhythm)}, place ${two(identity.place)}).`;
  }
  const shares = (what: keyof typeof pair) => pair[what] - control[what] > CLEARLY;
  const say = (what: keyof typeof pair) =>
    `${what} ${two(pair[what])} against ${two(control[what])} on another path`;
  const both = `${say("rhythm")}, ${say("place")}; ${kinship}`;
  if (shares("place"))
    return `They move at the same places${shares("rhythm") ? " and in one rhythm" : ""}: ${both}.`;
  if (shares("rhythm")) return `They share the rhythm, not the places: ${both}.`;
  return `They share no more than chance: ${both}.`;
}
