import { escapeHtml } from "./escape.js";

/** One line of a sparkline. */
export interface SparkLine {
  readonly values: readonly number[];
  readonly colour: string;
}

/** Points of one line, from left to right over the whole width, `low` at the bottom. */
function points(
  values: readonly number[],
  size: { width: number; height: number },
  low: number,
  high: number,
): string {
  const step = size.width / Math.max(1, values.length - 1);
  const scale = high > low ? (size.height - 2) / (high - low) : 0;
  return values
    .map((value, index) => [index * step, size.height - 1 - (value - low) * scale])
    .filter(([, y]) => Number.isFinite(y))
    .map(([x = 0, y = 0]) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(" ");
}

/** Small lines without axes on one common scale, as SVG; values that are not finite are left out. */
export function sparkline(lines: readonly SparkLine[], width = 260, height = 48): string {
  const all = lines.flatMap((line) => line.values).filter(Number.isFinite);
  const low = all.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = all.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const drawn = lines.map(({ values, colour }) => {
    const list = points(values, { width, height }, low, high);
    return `<polyline points="${list}" fill="none" stroke="${colour}" stroke-width="1.3"/>`;
  });
  const box = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box}>${drawn.join("")}</svg>`;
}

/** An SVG as `<img>`: notebooks that are not trusted show it, while they drop inline SVG. */
export function svgImage(svg: string, alt: string): string {
  const data = Buffer.from(svg).toString("base64");
  return `<img alt="${escapeHtml(alt)}" src="data:image/svg+xml;base64,${data}">`;
}
