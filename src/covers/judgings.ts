import type { GenreData, LabelledImages } from "./genreData.js";
import type { Judging } from "./recognise.js";
import { coverViews, type View, type ViewName } from "./views.js";

/** The three kinds of classifier, and what each is shown of a cover. */
export function judgings(
  { training, heldOut }: GenreData,
  generated: LabelledImages,
  classes: number,
  steps: number,
): Readonly<Record<ViewName, Judging>> {
  const judging = ({ see, ...view }: View): Judging => {
    const of = ({ images, labels }: LabelledImages) => ({ values: see(images), labels });
    const seen = { training: of(training), heldOut: of(heldOut), generated: of(generated) };
    return { ...view, ...seen, steps };
  };
  const { whole, colours, shapes } = coverViews(training.images, classes);
  return { whole: judging(whole), colours: judging(colours), shapes: judging(shapes) };
}
