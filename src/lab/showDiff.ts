import { diff } from "../iterations/diff.js";
import { findNamed } from "../iterations/findNamed.js";
import { showTable } from "../show/display.js";

/**
 * Shows every field that an iteration changed of its parent.
 * @param parent `gan512`, for what its script did, or one of its presets, `gan512:asTold`.
 * @param child the same.
 */
export function showDiff(parent: string, child: string): void {
  const [before, after] = [findNamed(parent), findNamed(child)];
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
