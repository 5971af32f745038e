import type { Stage } from "../../nets/describe.js";
import type { Box } from "./boxes.js";

/** More boxes than this are too many to be read side by side. */
const mostBoxes = 10;

/** Where a residual block ends that begins at a place: at the addition of the tap there; -1 if none does. */
function endOfBlock(stages: readonly Stage[], from: number): number {
  const tapped = stages[from]?.layer;
  if (tapped?.kind !== "tap") return -1;
  const end = stages.findIndex(({ layer }) => layer.kind === "add" && layer.from === tapped.name);
  const nested = stages.slice(from + 1, end).some(({ layer }) => layer.kind === "tap");
  return nested ? -1 : end;
}

/** The stages of a network, those of a residual block together. */
export function blocksOf(stages: readonly Stage[]): readonly (readonly Stage[])[] {
  const blocks: (readonly Stage[])[] = [];
  for (let at = 0; at < stages.length; ) {
    const whole = Math.max(at, endOfBlock(stages, at));
    blocks.push(stages.slice(at, whole + 1));
    at = whole + 1;
  }
  return blocks;
}

/** What must be equal in boxes that are drawn as one; rows and columns may differ. */
const formOf = ({ title, detail, notes, shape }: Box) =>
  JSON.stringify([title, detail, notes, shape.at(-1)]);

/** Equal boxes side by side as one that says how many, residual blocks always, others where there are many. */
export function repeated(boxes: readonly Box[]): readonly Box[] {
  const merged: (Box & { readonly times: number; readonly form: string })[] = [];
  for (const box of boxes) {
    const [last, form] = [merged.at(-1), formOf(box)];
    const alike = last?.form === form && (box.block || boxes.length > mostBoxes);
    if (!alike) merged.push({ ...box, times: 1, form });
    else {
      const [parameters, macs] = [last.parameters + box.parameters, last.macs + box.macs];
      merged[merged.length - 1] = { ...box, form, times: last.times + 1, parameters, macs };
    }
  }
  return merged.map(({ times, form: _, ...box }) =>
    times === 1 ? box : { ...box, title: `${box.title} × ${times}` },
  );
}
