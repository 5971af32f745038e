import { gridBorder } from "../../show/grid.js";
import type { PictureMark } from "../../show/pictureMark.js";
import type { Run } from "../run.js";
import { prepareOf } from "../runBatches.js";

/** The mark of pictures that a run's generator drew, in rows. */
export function pictureMark(
  { iteration, data }: Run,
  { columns, border }: Pick<PictureMark, "columns" | "border">,
): PictureMark {
  const { set, origin, manifestHash } = data;
  const prepare = prepareOf(iteration);
  const { kind, to, earlier, unroll } = iteration.translation;
  const partners = kind === "none" ? {} : { partners: { kind, to, earlier, unroll } };
  const own = { set, origin, manifestHash, ...partners };
  return { kind: "generated", data: own, prepare, columns, border, trueColours: true };
}

/** The mark of pictures that the lab itself drew. */
export const drawnMark: PictureMark = {
  kind: "training",
  data: { set: "synthetic", origin: "synthetic", manifestHash: "" },
  prepare: { imageSize: 1, channels: 3, resize: "squash", flip: false },
  columns: 1,
  border: 0,
  trueColours: true,
};

/**
 * The mark of a run's grid: that of a game of pictures begins with what went in, which are pictures
 * of its set. @param view as for `Run.grid`.
 */
export function gridMark(run: Run, view: "plain" | "preset" = "plain"): PictureMark {
  const { sampling, translation } = run.iteration;
  const preset = view === "preset";
  const border = preset ? gridBorder(sampling.render).border : 0;
  const trueColours = !preset || sampling.render !== "viridisRed";
  const kind = translation.kind === "none" ? "generated" : "training";
  return { ...pictureMark(run, { columns: sampling.grid, border }), kind, trueColours };
}

/** The mark of a run's own training pictures. */
export function realsMark(run: Run): PictureMark {
  return { ...gridMark(run), kind: "training" };
}
