import type { Executor } from "tslab/dist/executor.js";
import { printQuickInfo } from "tslab/dist/inspect.js";

const name = String.raw`[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*`;
const question = new RegExp(
  String.raw`^\s*(?:\?{1,2}\s*(${name})|(${name})\s*\?{1,2})\s*;?\s*$`,
  "u",
);

/** What a cell such as `?lab.run` or `lab.run?` asks about; undefined for code. */
export function askedAbout(code: string): string | undefined {
  const match = question.exec(code);
  return match?.[1] ?? match?.[2];
}

/** A signature with its documentation, for a plain and for a rich page. */
export interface Help {
  readonly "text/plain": string;
  readonly "text/markdown": string;
}

/** The position of the `(` that the cursor stands behind, or undefined. */
function openCallBefore(code: string, position: number): number | undefined {
  let depth = 0;
  for (let at = position - 1; at >= 0; at--) {
    if (code[at] === ")") depth++;
    else if (code[at] === "(" && depth-- === 0) return at;
    else if (code[at] === ";") return undefined;
  }
  return undefined;
}

/**
 * What is known of the name at a position, before it, or of the function whose arguments are being
 * written there.
 */
export function helpAt(executor: Executor, code: string, position: number): Help | undefined {
  const call = openCallBefore(code, position);
  const places = [position, position - 1, ...(call === undefined ? [] : [call - 1])];
  for (const place of places.filter((each) => each >= 0)) {
    const info = executor.inspect(code, place);
    if (!info) continue;
    const signature = (info.displayParts ?? []).map(({ text }) => text).join("");
    const plain = printQuickInfo(info);
    const rest = plain.slice(signature.length).trim();
    return {
      "text/plain": plain,
      "text/markdown": `\`\`\`typescript\n${signature}\n\`\`\`\n${rest.replaceAll("\n", "\n\n")}`,
    };
  }
  return undefined;
}
