import { escapeHtml } from "../escape.js";
import { figureFont } from "../figure.js";

/** How a text stands. */
export interface TextStyle {
  readonly size?: number;
  readonly colour?: string;
  readonly bold?: boolean;
  readonly anchor?: "start" | "middle" | "end";
}

/** Colours of the drawing: the card is light, so that it reads on dark pages too. */
export const ink = {
  text: "#222222",
  faint: "#5f5f5f",
  line: "#b8b8b8",
  card: "#ffffff",
  box: "#f6f6f4",
  warning: "#b03000",
} as const;

const round = (value: number) => Number(value.toFixed(1));

/** One line of text; `y` is its base line. */
export function text(x: number, y: number, words: string, style: TextStyle = {}): string {
  const { size = 10, colour = ink.text, bold = false, anchor = "middle" } = style;
  const weight = bold ? ' font-weight="bold"' : "";
  return (
    `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${colour}"${weight} ` +
    `text-anchor="${anchor}">${escapeHtml(words)}</text>`
  );
}

/** A rectangle with round corners. */
export function rect(
  place: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  },
  fill: string,
  stroke: string = "none",
  radius = 5,
): string {
  const { x, y, width, height } = place;
  return (
    `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" ` +
    `rx="${radius}" fill="${fill}" stroke="${stroke}"/>`
  );
}

/** A filled area. */
export function area(points: readonly (readonly [number, number])[], fill: string): string {
  const list = points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");
  return `<polygon points="${list}" fill="${fill}" stroke="#ffffff" stroke-width="0.7"/>`;
}

/** A line with an arrow's head at its end. */
export function arrow(points: readonly (readonly [number, number])[]): string {
  const path = points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${round(x)} ${round(y)}`);
  return (
    `<path d="${path.join("")}" fill="none" stroke="#777777" stroke-width="1.4" ` +
    'stroke-linejoin="round" marker-end="url(#head)"/>'
  );
}

/** The whole drawing, a light card. */
export function card(
  width: number,
  height: number,
  label: string,
  parts: readonly string[],
): string {
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escapeHtml(label)}" ` +
    `font-family="${figureFont}"><defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" ` +
    'markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#777777"/>' +
    "</marker></defs>" +
    rect({ x: 0.5, y: 0.5, width: width - 1, height: height - 1 }, ink.card, ink.line, 8) +
    `${parts.join("")}</svg>`
  );
}
