import { letters } from "../../diagnosis/cause.js";
import type { Case } from "./blindTest.js";

/** What a blind test came to. */
export interface Score {
  /** Seeded faults, those with an effect, and those of them whose cause was named. */
  readonly seeded: number;
  readonly effective: number;
  readonly named: number;
  /** Healthy controls, and those with an alarm. */
  readonly controls: number;
  readonly alarms: number;
}

/** Counts what was found. */
export function score(cases: readonly Case[]): Score {
  const faults = cases.filter(({ letter }) => letter !== "-");
  const effective = faults.filter(({ effect }) => effect !== undefined);
  const controls = cases.filter(({ letter }) => letter === "-");
  return {
    seeded: faults.length,
    effective: effective.length,
    named: effective.filter(({ letter, named }) => named.some((each) => each === letter)).length,
    controls: controls.length,
    alarms: controls.filter(({ named }) => named.length > 0).length,
  };
}

/** Rows: what was put in, of faults with an effect and of controls; columns: how often each letter was named. */
export function confusionRows(cases: readonly Case[]): readonly Record<string, unknown>[] {
  return ["-", ...letters].flatMap((put) => {
    const of = cases.filter(
      ({ letter, effect }) => letter === put && (put === "-" || effect !== undefined),
    );
    if (of.length === 0) return [];
    const count = (letter: string) =>
      of.filter(({ named }) => named.some((each) => each === letter)).length;
    return [
      {
        "put in": put === "-" ? "healthy" : put,
        runs: of.length,
        ...Object.fromEntries(letters.map((letter) => [letter, count(letter) || "."])),
        nothing: of.filter(({ named }) => named.length === 0).length || ".",
      },
    ];
  });
}
