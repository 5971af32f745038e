import type { Fault, Rung } from "./rung.js";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const list = (words: readonly string[]) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** Below this share of the distance as run, a switch changed nothing that counts. */
const little = 0.1;

function numbers({ saturation, lag1, realLag1, trainingSpread, patches, works }: Rung): string {
  return [
    `${percent(saturation)} of the values at the ends of the range`,
    `lag-1 ${lag1.toFixed(2)} (reals ${realLag1.toFixed(2)})`,
    `spread over latents in training ${trainingSpread.toFixed(1)} grey levels`,
    `patches ${patches.toFixed(0)} from real ones: ${works ? "works" : "does not work"}`,
  ].join(", ");
}

/** The faults that a rung lacks of those that the first one has. */
const taken = (first: Rung, rung: Rung): readonly Fault[] =>
  first.has.filter((fault) => !rung.has.includes(fault));

function aloneSentences(first: Rung, singles: readonly (readonly [Fault, Rung])[]): string[] {
  const gain = (rung: Rung) => (first.patches - rung.patches) / first.patches;
  const idle = singles.filter(([, rung]) => Math.abs(gain(rung)) < little).map(([fault]) => fault);
  const [best] = [...singles].sort(([, one], [, other]) => one.patches - other.patches);
  return [
    ...singles.map(([fault, rung]) => `${fault} off alone: ${numbers(rung)}.`),
    ...(best && gain(best[1]) >= little
      ? [
          `Alone, ${best[0]} brings the pictures nearest: patches ${first.patches.toFixed(0)} → ${best[1].patches.toFixed(0)}.`,
        ]
      : []),
    ...(idle.length > 0
      ? [
          `Alone, ${list(idle)} ${idle.length > 1 ? "change" : "changes"} that distance by less than ${percent(little)}.`,
        ]
      : []),
  ];
}

/**
 * What a ladder of runs shows, from their numbers alone: the first as it was, the others with some of
 * its faults taken off.
 */
export function ladderVerdict(rungs: readonly Rung[]): readonly string[] {
  const [first, ...others] = rungs;
  if (!first) return [];
  const off = others.map((rung) => [taken(first, rung), rung] as const);
  const singles = off.flatMap(([faults, rung]) =>
    faults.length === 1 && faults[0] ? [[faults[0], rung] as const] : [],
  );
  const together = off.filter(([faults]) => faults.length > 1);
  const works = off.find(([, rung]) => rung.works);
  const nearest = [...off].sort(([, one], [, other]) => one.patches - other.patches)[0];
  return [
    `As run: ${numbers(first)}.`,
    ...aloneSentences(first, singles),
    ...together.map(([faults, rung]) => `${list(faults)} off together: ${numbers(rung)}.`),
    works
      ? `The first rung that works has ${list(works[0])} taken off.`
      : `No rung works by these bounds at this length; nearest is the one without ${list(nearest?.[0] ?? [])}.`,
  ];
}
