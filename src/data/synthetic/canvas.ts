/** Red, green, blue, each 0..255; grey canvases read the first part. */
export type Colour = readonly [number, number, number];

/** A straight mark of the brush; places and width as shares of the canvas's side. */
export interface Stroke {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly width: number;
  readonly colour: Colour;
  /** 0..1; 1 if left out. */
  readonly opacity?: number;
}

/** A square to draw on, with smooth edges; every place and length is a share of its side. */
export class Canvas {
  private readonly pixels: Float32Array;

  constructor(
    readonly sizePx: number,
    readonly channels: 1 | 3,
  ) {
    this.pixels = new Float32Array(sizePx * sizePx * channels);
  }

  /** Rows from one colour at `top` to another at `bottom`. */
  gradient(top: number, bottom: number, first: Colour, last: Colour): void {
    const { sizePx } = this;
    const end = Math.min(sizePx, Math.round(bottom * sizePx));
    for (let y = Math.max(0, Math.round(top * sizePx)); y < end; y++) {
      const share = Math.min(1, ((y + 0.5) / sizePx - top) / (bottom - top));
      const colour = mix(first, last, share);
      for (let x = 0; x < sizePx; x++) this.blend(x, y, colour, 1);
    }
  }

  /** A mark with round ends. */
  stroke({ from, to, width, colour, opacity = 1 }: Stroke): void {
    const { sizePx } = this;
    const [ax, ay, bx, by] = [from[0], from[1], to[0], to[1]].map((at) => at * sizePx) as [
      number,
      number,
      number,
      number,
    ];
    const half = (width * sizePx) / 2;
    const radius = Math.max(0.5, half); // a finer mark is as wide as a pixel, and fainter
    const [dx, dy] = [bx - ax, by - ay];
    const length2 = dx * dx + dy * dy || 1e-9;
    this.cover([Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)], radius, {
      colour,
      opacity: opacity * Math.min(1, half / radius),
      depth: (x, y) => {
        const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length2));
        return radius - Math.hypot(x - ax - along * dx, y - ay - along * dy);
      },
    });
  }

  /** A filled ellipse with half axes `across` and `down`. */
  ellipse(at: readonly [number, number], across: number, down: number, colour: Colour): void {
    const [x0, y0, rx, ry] = [at[0], at[1], across, down].map((value) => value * this.sizePx) as [
      number,
      number,
      number,
      number,
    ];
    const depth = (x: number, y: number) =>
      (1 - Math.hypot((x - x0) / rx, (y - y0) / ry)) * Math.min(rx, ry);
    this.cover([x0 - rx, y0 - ry, x0 + rx, y0 + ry], 0, { colour, opacity: 1, depth });
  }

  /** A filled upright rectangle. */
  rectangle(left: number, top: number, right: number, bottom: number, colour: Colour): void {
    const box = [left, top, right, bottom].map((value) => value * this.sizePx) as [
      number,
      number,
      number,
      number,
    ];
    const depth = (x: number, y: number) =>
      Math.min(x - box[0], y - box[1], box[2] - x, box[3] - y);
    this.cover(box, 0, { colour, opacity: 1, depth });
  }

  /** Bytes `[sizePx, sizePx, channels]`. */
  toBytes(): Uint8Array {
    return Uint8Array.from(this.pixels, (value) => value + 0.5);
  }

  private cover(
    box: readonly [number, number, number, number],
    margin: number,
    paint: { colour: Colour; opacity: number; depth: (x: number, y: number) => number },
  ): void {
    const low = (value: number) => Math.max(0, Math.floor(value - margin - 1));
    const high = (value: number) => Math.min(this.sizePx, Math.ceil(value + margin + 1));
    const right = high(box[2]);
    const bottom = high(box[3]);
    for (let y = low(box[1]); y < bottom; y++)
      for (let x = low(box[0]); x < right; x++) {
        const covered = Math.min(1, paint.depth(x + 0.5, y + 0.5) + 0.5);
        if (covered > 0) this.blend(x, y, paint.colour, covered * paint.opacity);
      }
  }

  private blend(x: number, y: number, colour: Colour, share: number): void {
    const at = (y * this.sizePx + x) * this.channels;
    for (let channel = 0; channel < this.channels; channel++) {
      const old = this.pixels[at + channel] as number;
      this.pixels[at + channel] = old + ((colour[channel] as number) - old) * share;
    }
  }
}

/** The colour a given share of the way from one to another. */
export function mix(first: Colour, last: Colour, share: number): Colour {
  const part = (at: 0 | 1 | 2) => first[at] + (last[at] - first[at]) * share;
  return [part(0), part(1), part(2)];
}
