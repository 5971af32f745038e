import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";

const mark = "figure ";

/** By-products of a loss: figures to log under marked names, beside moving statistics. */
export function withFigures(statistics: Tensors, figures: Tensors): Tensors {
  const marked = Object.entries(figures).map(([name, figure]) => [`${mark}${name}`, figure]);
  return { ...statistics, ...Object.fromEntries(marked) };
}

/** The inverse of `withFigures`. */
export function splitFigures(aux: Tensors): { figures: Tensors; statistics: Tensors } {
  const entries = Object.entries(aux);
  const isFigure = ([name]: [string, Tensor]) => name.startsWith(mark);
  const bare = entries.filter(isFigure).map(([name, tensor]) => [name.slice(mark.length), tensor]);
  return {
    figures: Object.fromEntries(bare),
    statistics: Object.fromEntries(entries.filter((entry) => !isFigure(entry))),
  };
}
