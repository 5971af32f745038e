import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Letter } from "../../diagnosis/cause.js";
import { removeFolder } from "../../files.js";
import type { Iteration } from "../../iterations/iteration.js";
import { diagnoseRun } from "../diagnoseRun.js";
import type { RunMeasures } from "../measureRun.js";
import { Run } from "../run.js";
import { startRun } from "../startRun.js";
import { effectOf, type Outcome } from "./effect.js";
import { families } from "./families.js";

/** One run of the blind test. */
export interface Case {
  readonly family: string;
  readonly seed: number;
  /** What was put in; "healthy" for a control. */
  readonly fault: string;
  /** Letter that should be named, `-` for a control. */
  readonly letter: string;
  /** What the fault changed, if anything; always absent for a control. */
  readonly effect?: string;
  /** Letters that the diagnosis named. */
  readonly named: readonly Letter[];
}

/** How the blind test goes. */
export interface BlindTestOptions {
  /** Where runs are kept, so that the test goes on where it was stopped. */
  readonly folder: string;
  readonly seeds: number;
  /** The first of them; the rules were made on seeds 1 to 12, so that others prove them. */
  readonly from: number;
  /** Only look at the runs that are there; train none. */
  readonly kept?: boolean;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

interface Planned {
  readonly family: string;
  readonly iteration: Iteration;
  readonly steps: number;
  readonly seed: number;
  readonly fault: string;
  readonly letter: string;
}

/** Every run, a seed at a time, so that an early stop leaves whole seeds. */
export function plan(seeds: number, first: number): readonly Planned[] {
  return Array.from({ length: seeds }, (_, at) => first + at).flatMap((seed) =>
    families.flatMap(({ name: family, healthy, steps, faults, faulty }) => [
      { family, iteration: healthy, steps, seed, fault: "healthy", letter: "-" },
      ...faults.map(({ name: fault, letter, switches }) => ({
        family,
        iteration: faulty(switches),
        steps,
        seed,
        fault,
        letter,
      })),
    ]),
  );
}

const nameOf = ({ family, fault, seed }: Planned) =>
  `${family}-${fault.replaceAll(" ", "-")}-seed${seed}`;

/** The run of a case: kept from an earlier time if it was complete, else trained now. */
async function runOf(planned: Planned, options: BlindTestOptions): Promise<Run | undefined> {
  const { iteration, seed, steps } = planned;
  const out = join(resolve(options.folder), nameOf(planned));
  if (existsSync(join(out, "status.json"))) {
    const kept = new Run(out);
    if (kept.status.state === "complete") return kept;
    if (!options.kept) removeFolder(out);
  }
  if (options.kept) return undefined;
  const { signal } = options;
  return startRun(iteration, { seed, steps, out, quality: false, ...(signal ? { signal } : {}) });
}

function outcomeOf(run: Run): Outcome {
  const { data } = run;
  const { data: counted, view } = data.signals as NonNullable<typeof data.signals>;
  return {
    rows: run.rows(),
    measures: run.measures as RunMeasures,
    distinct: counted.distinct / counted.drawn,
    stretch: counted.stretch,
    shownApart: 25.5 * Math.abs(view.contrast - 1),
  };
}

/**
 * Puts one fault at a time into healthy games of three families and asks the diagnosis, which sees
 * signals only, what it finds. Stopped, it goes on from the runs that are there.
 */
export async function blindTest(options: BlindTestOptions): Promise<readonly Case[]> {
  const { seeds, from, signal, log = () => {} } = options;
  const controls = new Map<string, Outcome>();
  const cases: Case[] = [];
  const all = plan(seeds, from);
  for (const [at, planned] of all.entries()) {
    if (signal?.aborted) break;
    const run = await runOf(planned, options);
    if (!run) continue;
    if (run.status.state !== "complete") break;
    const { family, seed, fault, letter } = planned;
    const outcome = outcomeOf(run);
    const key = `${family} ${seed}`;
    if (letter === "-") controls.set(key, outcome);
    const control = controls.get(key);
    if (!control) continue;
    const effect = letter === "-" ? undefined : effectOf(outcome, control);
    const named = diagnoseRun(run).map((finding) => finding.letter);
    cases.push({ family, seed, fault, letter, named, ...(effect ? { effect } : {}) });
    log(
      `${at + 1} of ${all.length}: ${family}, seed ${seed}, ${fault} (${letter}): named ${named.join(" ") || "nothing"}${letter === "-" ? "" : `; ${effect ?? "no effect"}`}`,
    );
  }
  return cases;
}
