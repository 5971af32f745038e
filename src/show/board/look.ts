import { palette } from "../figure.js";

/** How the lines of a run are drawn. */
export interface RunLook {
  readonly colour: string;
  readonly dash: "solid" | "dash" | "dot";
}

/** The house's colours, those that are told apart most easily first. */
const colours = [0, 1, 2, 6, 3, 5, 4].map((place) => palette[place] ?? palette[0]);

const dashes = ["solid", "dash", "dot"] as const;
const strokes = { solid: "", dash: ' stroke-dasharray="6 3"', dot: ' stroke-dasharray="2 2.5"' };

/** The look of run `index`: seven colours, then the same dashed, then dotted. */
export function runLook(index: number): RunLook {
  const colour = colours[index % colours.length] ?? palette[0];
  const dash = dashes[Math.floor(index / colours.length) % dashes.length] ?? "solid";
  return { colour, dash };
}

/** The line of run `index` as a small SVG, for legends. */
export function swatch(index: number): string {
  const { colour, dash } = runLook(index);
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="10" viewBox="0 0 24 10">' +
    `<path d="M1 5H23" stroke="${colour}" stroke-width="3"${strokes[dash]}/></svg>`
  );
}
