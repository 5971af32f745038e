/** A Keras layer: its class and configuration. */
export interface KerasLayer {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** An array of a Keras layer. */
export interface KerasArray {
  /** Keras's word: `gamma`. */
  readonly word: string;
  readonly shape: readonly number[];
  /** Its numbers, from those of the lab's layer by their short names. */
  readonly values: (weight: (name: string) => Float32Array) => Float32Array;
}

/** What a part takes: the layer's input, the tap that the layer reads, or an earlier part by its number. */
export type KerasInput = "input" | "tap" | number;

/** One of the Keras layers that together do what one of the lab's does. */
export interface KerasPart extends KerasLayer {
  /** Default: the part before it, for the first part the layer's input. */
  readonly takes?: readonly KerasInput[];
  readonly arrays?: readonly KerasArray[];
}

export const channelsLast = { data_format: "channels_last" } as const;

/** The lab's own array under Keras's word. */
export const own = (word: string, name: string, shape: readonly number[]): KerasArray => ({
  word,
  shape,
  values: (weight) => weight(name),
});

/** An array that is the same in every network. */
const constant = (word: string, shape: readonly number[], values: () => Float32Array) => ({
  word,
  shape,
  values,
});

export const activation = (name: string): KerasPart => ({
  class_name: "Activation",
  config: { activation: name },
});

/** A dense layer without bias whose kernel is known beforehand: a linear map of the last axis. */
export function linearMap(from: number, to: number, kernel: () => Float32Array): KerasPart {
  return {
    class_name: "Dense",
    config: { units: to, use_bias: false },
    arrays: [constant("kernel", [from, to], kernel)],
  };
}

/**
 * A linear map along the width and one along the height, in layers that every TensorFlow.js has:
 * dense layers with axes permuted around them.
 * @param along the matrix `[from, to]` for a side of `from` px.
 */
export function alongBothSides(
  [height = 0, width = 0]: readonly number[],
  [rows = 0, columns = 0]: readonly number[],
  along: (from: number, to: number) => Float32Array,
): readonly KerasPart[] {
  const permute = (...dims: readonly number[]): KerasPart => ({
    class_name: "Permute",
    config: { dims },
  });
  return [
    permute(3, 1, 2),
    linearMap(width, columns, () => along(width, columns)),
    permute(1, 3, 2),
    linearMap(height, rows, () => along(height, rows)),
    permute(3, 2, 1),
  ];
}
