import { tensor1d } from "@tensorflow/tfjs-core";
import { valuesOf } from "../engine/valuesOf.js";
import type { Iteration } from "../iterations/iteration.js";
import type { Images } from "../shape.js";
import { render } from "../show/render.js";
import { scaleReals } from "../training/scaleReals.js";
import { shown } from "../training/shown.js";

/** Pictures in a row, and rows of changed copies below the first one. */
const [COLUMNS, ROWS] = [8, 4];

/** What DiffAugment does to a run's pictures: a row as they are, then rows as D may get to see them. */
export function augmentPreview(sheet: Images, iteration: Iteration, seed: number): Images {
  const { height, width, channels } = sheet;
  const count = Math.min(COLUMNS, sheet.count);
  const data = sheet.data.subarray(0, count * height * width * channels);
  const first = { ...sheet, count, data };
  const range = iteration.data.scaling === "unit01" ? "unit01" : "sym11";
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const values = valuesOf(() => {
      const reals = scaleReals(first, range, new Float32Array(data.length));
      return shown(iteration, reals, tensor1d([seed, row], "int32"), "real");
    });
    return render(values, first, range, "rgb").data;
  });
  return { ...first, count: count * (ROWS + 1), data: Buffer.concat([data, ...rows]) };
}
