import { textHeightsPx, textWidthPx } from "./textWidth.js";

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** `[a, b, c, d, e, f]`: x' = a x + c y + e, y' = b x + d y + f. */
type Matrix = readonly [number, number, number, number, number, number];

function product(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

/** The matrix of one `translate(x, y)`, `scale(s)` or `rotate(degrees, x, y)`. */
function stepMatrix(name: string, numbers: readonly number[]): Matrix {
  const [p = 0, q = 0, r = 0] = numbers;
  if (name === "translate") return [1, 0, 0, 1, p, q];
  if (name === "scale") return [p, 0, 0, numbers.length > 1 ? q : p, 0, 0];
  const cos = Math.cos((p * Math.PI) / 180);
  const sin = Math.sin((p * Math.PI) / 180);
  return [cos, sin, -sin, cos, q - cos * q + sin * r, r - sin * q - cos * r];
}

/** The matrix of an element's own `transform`. */
function ownMatrix(element: Element): Matrix {
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  const steps = (element.getAttribute("transform") ?? "").matchAll(/(\w+)\(([^)]*)\)/g);
  for (const [, name = "", list = ""] of steps) {
    matrix = product(matrix, stepMatrix(name, list.split(/[\s,]+/).map(Number)));
  }
  return matrix;
}

function union(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    right: Math.max(...boxes.map((box) => box.right)),
    top: Math.min(...boxes.map((box) => box.top)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

/** The box around a box that has been moved and turned. */
function moved(box: Box, [a, b, c, d, e, f]: Matrix): Box {
  const corners = [box.left, box.right].flatMap((x) => [box.top, box.bottom].map((y) => [x, y]));
  const boxes = corners.map(([x = 0, y = 0]) => {
    const left = a * x + c * y + e;
    const top = b * x + d * y + f;
    return { left, right: left, top, bottom: top };
  });
  return union(boxes);
}

/** A style of an SVG element: its own, or that of the nearest element around it that has it. */
function styleOf(element: Element, name: string): string {
  for (let node: Element | null = element; node; node = node.parentElement) {
    const own = new RegExp(`(?:^|;)\\s*${name}:\\s*([^;]+)`).exec(node.getAttribute("style") ?? "");
    const value = own?.[1] ?? node.getAttribute(name);
    if (value) return value.trim();
  }
  return "";
}

/** A length in pixels; `em` of the element's own font. */
function length(element: Element, name: string, sizePx: number): number {
  const text = element.getAttribute(name) ?? "";
  return (Number.parseFloat(text) || 0) * (text.endsWith("em") ? sizePx : 1);
}

/** The box of one line of text that stands, or has its anchor, at (0, 0). */
function lineBox(element: Element, sizePx: number): Box {
  const bold = /^(bold|[6-9]00)/.test(styleOf(element, "font-weight"));
  const width = textWidthPx(element.textContent ?? "", sizePx, bold);
  const share = { middle: 0.5, end: 1 }[styleOf(element, "text-anchor")] ?? 0;
  const { ascent, descent } = textHeightsPx(sizePx);
  return { left: -width * share, right: width * (1 - share), top: -ascent, bottom: descent };
}

/** The box of a text element with all its lines, before its own transform. */
function textBox(text: Element): Box {
  const size = Number.parseFloat(styleOf(text, "font-size")) || 12;
  const x = length(text, "x", size);
  const y = length(text, "y", size) + length(text, "dy", size);
  const lines = [...text.querySelectorAll("tspan.line")];
  const placed = (lines.length === 0 ? [text] : lines).map((line) => {
    const dy = line === text ? 0 : length(line, "dy", size);
    return moved(lineBox(line, size), [1, 0, 0, 1, x, y + dy]);
  });
  return union(placed);
}

/**
 * The box around all text in an SVG element, in pixels, with the metrics of DejaVu Sans: what a
 * browser would answer, for documents that no browser draws. Zero where there is no text.
 * @param whole with the transforms of the element and everything around it (as
 *   `getBoundingClientRect` has them), not only of what is inside (as `getBBox`).
 */
export function textBounds(element: Element, whole: boolean): DOMRect {
  const texts = element.tagName === "text" ? [element] : [...element.querySelectorAll("text")];
  const boxes = texts.map((text) => {
    let box = textBox(text);
    for (let node: Element | null = text; node; node = node.parentElement) {
      if (node === element && !whole) break;
      box = moved(box, ownMatrix(node));
    }
    return box;
  });
  const box = boxes.length === 0 ? { left: 0, right: 0, top: 0, bottom: 0 } : union(boxes);
  const rect = {
    ...box,
    x: box.left,
    y: box.top,
    width: box.right - box.left,
    height: box.bottom - box.top,
  };
  return { ...rect, toJSON: () => rect };
}
