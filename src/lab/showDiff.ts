import { diff } from "../iterations/diff.js";
import { showTable } from "../show/display.js";
import { type Choice, findChoice } from "./run.js";

/** Shows every field that an iteration changed of its parent; the script's own changes unless said. */
export function showDiff(parent: string, child: string, choice: Choice = {}): void {
  const [before, after] = [parent, child].map((name) =>
    findChoice(name, { preset: "asRun", ...choice }),
  );
  if (!before || !after) return;
  const changes = diff(before, after);
  const column = ({ name, preset }: typeof before) => `${name} ${preset}`;
  showTable(
    changes.length === 0
      ? [{ field: "none differs" }]
      : changes.map((one) => ({
          field: one.field,
          [column(before)]: one.before,
          [column(after)]: one.after,
        })),
  );
}
