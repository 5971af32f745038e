import type { Tensors } from "../../../src/engine/step.js";

/** Root mean square of the differences over that of the values. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [apart, size] = [0, 1e-30];
  for (let index = 0; index < b.length; index++) {
    const [x, y] = [a[index] ?? Number.NaN, b[index] ?? Number.NaN];
    apart += (x - y) ** 2;
    size += y ** 2;
  }
  return Math.sqrt(apart / size);
}

/** The difference of each entry of two states, the largest first. */
export function differences(
  ours: Tensors,
  theirs: Tensors,
): readonly (readonly [string, number])[] {
  return Object.entries(theirs)
    .map(([name, tensor]) => {
      const values = ours[name]?.dataSync() ?? [];
      return [name, difference(values, tensor.dataSync())] as const;
    })
    .sort((a, b) => b[1] - a[1]);
}
