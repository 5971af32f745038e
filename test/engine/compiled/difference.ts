import type { Tensors } from "../../../src/engine/step.js";

/**
 * Root mean square of the differences over that of the values.
 * @param floor root mean square below which values are taken to be that large: rounding alone.
 */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>, floor = 0): number {
  let [apart, size] = [0, 1e-30 + b.length * floor ** 2];
  for (let index = 0; index < b.length; index++) {
    const [x, y] = [a[index] ?? Number.NaN, b[index] ?? Number.NaN];
    apart += (x - y) ** 2;
    size += y ** 2;
  }
  return Math.sqrt(apart / size);
}

/**
 * A weight of 1e-10 is a bias that began at zero and that nothing but rounding moved, another on
 * each kind of processor; an optimizer's averages of squares may be that small and right.
 */
const floorOf = (name: string) => (name.startsWith("optimizer/") ? 0 : 1e-7);

/** The difference of each entry of two states, the largest first. */
export function differences(
  ours: Tensors,
  theirs: Tensors,
): readonly (readonly [string, number])[] {
  return Object.entries(theirs)
    .map(([name, tensor]) => {
      const values = ours[name]?.dataSync() ?? [];
      return [name, difference(values, tensor.dataSync(), floorOf(name))] as const;
    })
    .sort((a, b) => b[1] - a[1]);
}
