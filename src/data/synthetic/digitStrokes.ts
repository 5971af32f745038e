/** A place in the box of a digit: 0..1 from left to right and from top to bottom. */
export type Place = readonly [number, number];

/** One line of the pen: through the places in a curve, or from place to place in straight lines. */
export interface PenLine {
  readonly kind: "curve" | "straight";
  readonly places: readonly Place[];
}

const curve = (...places: Place[]): PenLine => ({ kind: "curve", places });
const straight = (...places: Place[]): PenLine => ({ kind: "straight", places });

/** For each digit the ways in which people write it. */
export const digitStrokes: readonly (readonly (readonly PenLine[])[])[] = [
  [
    [
      curve(
        [0.55, 0],
        [0.2, 0.15],
        [0.05, 0.55],
        [0.25, 0.95],
        [0.65, 0.95],
        [0.92, 0.5],
        [0.8, 0.1],
        [0.5, 0],
      ),
    ],
  ],
  [
    [straight([0.5, 0], [0.5, 1])],
    [straight([0.56, 0], [0.44, 1])],
    [straight([0.3, 0.2], [0.52, 0], [0.52, 1])],
  ],
  [
    [
      curve([0.1, 0.25], [0.32, 0.02], [0.7, 0.06], [0.83, 0.3], [0.55, 0.64], [0.1, 0.97]),
      curve([0.1, 0.97], [0.5, 0.93], [0.95, 0.97]),
    ],
    [
      curve([0.12, 0.2], [0.45, 0], [0.82, 0.2], [0.65, 0.6], [0.3, 0.95], [0.1, 0.82]),
      curve([0.1, 0.82], [0.35, 0.75], [0.95, 0.95]),
    ],
  ],
  [
    [
      curve([0.1, 0.1], [0.45, 0], [0.8, 0.2], [0.66, 0.42], [0.38, 0.48]),
      curve([0.38, 0.48], [0.78, 0.56], [0.88, 0.8], [0.5, 1], [0.06, 0.88]),
    ],
  ],
  [
    [straight([0.25, 0], [0.08, 0.55], [0.95, 0.52]), straight([0.74, 0.05], [0.66, 1])],
    [straight([0.68, 1], [0.7, 0], [0.05, 0.62], [0.98, 0.6])],
  ],
  [
    [
      straight([0.88, 0.02], [0.28, 0.04], [0.2, 0.45]),
      curve([0.2, 0.45], [0.6, 0.38], [0.9, 0.66], [0.58, 0.98], [0.08, 0.92]),
    ],
  ],
  [
    [
      curve(
        [0.68, 0],
        [0.32, 0.28],
        [0.12, 0.68],
        [0.38, 0.99],
        [0.8, 0.86],
        [0.72, 0.56],
        [0.36, 0.58],
        [0.16, 0.78],
      ),
    ],
  ],
  [
    [straight([0.06, 0.05], [0.92, 0.03]), curve([0.92, 0.03], [0.62, 0.45], [0.42, 1])],
    [straight([0.06, 0.05], [0.92, 0.03], [0.4, 1]), straight([0.35, 0.5], [0.85, 0.48])],
  ],
  [
    [
      curve(
        [0.72, 0.12],
        [0.45, 0],
        [0.2, 0.2],
        [0.5, 0.46],
        [0.82, 0.76],
        [0.5, 1],
        [0.16, 0.78],
        [0.48, 0.48],
        [0.8, 0.22],
        [0.7, 0.1],
      ),
    ],
  ],
  [
    [
      curve([0.8, 0.25], [0.5, 0], [0.16, 0.24], [0.4, 0.5], [0.8, 0.26]),
      curve([0.8, 0.24], [0.78, 0.6], [0.6, 1]),
    ],
  ],
];
