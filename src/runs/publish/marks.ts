import { gridBorder } from "../../show/grid.js";
import type { PictureMark } from "../../show/pictureMark.js";
import type { Run } from "../run.js";
import { prepareOf } from "../runBatches.js";

/** The mark of a run's grid. @param view as for `Run.grid`. */
export function gridMark(run: Run, view: "plain" | "preset" = "plain"): PictureMark {
  const { iteration, data } = run;
  const { set, origin, manifestHash } = data;
  const { sampling } = iteration;
  const preset = view === "preset";
  return {
    kind: "generated",
    data: { set, origin, manifestHash },
    prepare: prepareOf(iteration),
    columns: sampling.grid,
    border: preset ? gridBorder(sampling.render).border : 0,
    trueColours: !preset || sampling.render !== "viridisRed",
  };
}

/** The mark of a run's own training pictures. */
export function realsMark(run: Run): PictureMark {
  return { ...gridMark(run), kind: "training" };
}
