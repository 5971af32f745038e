import { memoryLimitBytes, parseBytes } from "../engine/memory.js";
import { ConfigError } from "../errors.js";
import { checkFits, describeEstimate } from "../iterations/estimate.js";
import { showMarkdown } from "../show/display.js";
import { escapeMarkdown } from "../show/escape.js";
import { type Choice, findChoice } from "./run.js";

/** Says whether an iteration would be trained on so much memory, or how it would be refused. */
export function showFit(name: string, options: Choice & { readonly memory?: string } = {}): void {
  const iteration = findChoice(name, options);
  const { memory } = options;
  const bytes = memory === undefined ? memoryLimitBytes() : parseBytes(memory);
  const who = `${iteration.name} ${iteration.preset}`;
  try {
    const cost = checkFits(iteration, bytes);
    showMarkdown(escapeMarkdown(`${who} fits: ${describeEstimate(cost)}`));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    showMarkdown(escapeMarkdown(`${who} is refused: ${error.message}`));
  }
}
