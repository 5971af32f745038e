import { Run } from "../runs/run.js";
import type { RunAtStep } from "../runs/runAtStep.js";
import { attributePage } from "./attributePage.js";
import type { ProofOptions } from "./proofOptions.js";
import { proofPage } from "./proofPage.js";
import { type Proven, prove, proveNets } from "./prove.js";
import { type AttributesProven, proveAttributes } from "./proveAttributes.js";

/** A proof about genres, or about attributes. */
export type AnyProven = Proven | AttributesProven;

/** Whether a proof is about attributes. */
export const isOfAttributes = (proven: AnyProven): proven is AttributesProven =>
  proven.proof.tells === "attributes";

/**
 * Whether a run's covers follow what it was told, genres or attributes; of several runs, each of one
 * genre, whether their covers show it: see `prove`, `proveAttributes` and `proveNets`.
 */
export async function proveRun(
  run: Run | readonly RunAtStep[],
  options: ProofOptions = {},
): Promise<AnyProven> {
  if (!(run instanceof Run)) return proveNets(run, options);
  return run.iteration.condition.tells === "attributes"
    ? proveAttributes(run, options)
    : prove(run, options);
}

/** The page of a proof. */
export const pageOf = (proven: AnyProven): string =>
  isOfAttributes(proven) ? attributePage(proven) : proofPage(proven);
