/** One layer as data: what it is, never how it runs. Shapes are `[height, width, channels]` or `[units]`. */
export type Layer =
  | { readonly kind: "dense"; readonly units: number; readonly bias: boolean }
  | Convolution
  | {
      readonly kind: "batchNorm";
      readonly momentum: number;
      readonly epsilon: number;
      readonly scale: boolean;
    }
  | { readonly kind: "dropout"; readonly rate: number; readonly live: boolean }
  | { readonly kind: "leakyRelu"; readonly slope: number }
  | { readonly kind: "relu" | "tanh" | "sigmoid" | "flatten" | "sumPool" }
  /** The last `classes` numbers of the input mix the rows of an embedding, which multiplies the others. */
  | {
      readonly kind: "labelGate";
      readonly classes: number;
      /** The classes are ends of attributes, high and low in turn. */
      readonly ends?: boolean;
    }
  /** One number from features and their class: w f + b + (c E) f (Miyato and Koyama 2018, eq. 4). */
  | { readonly kind: "projection"; readonly classes: number }
  | { readonly kind: "reshape"; readonly shape: readonly number[] }
  | { readonly kind: "resizeBilinear"; readonly size: number }
  | { readonly kind: "upsampleNearest"; readonly factor: number }
  | { readonly kind: "zeroPad"; readonly bottom: number; readonly right: number }
  | { readonly kind: "reflectPad"; readonly pixels: number }
  | { readonly kind: "instanceNorm"; readonly epsilon: number }
  /** `fork` lays the running output aside; `add` and `concat` join the last one laid aside to it. */
  | { readonly kind: "fork" }
  | { readonly kind: "add" }
  | { readonly kind: "concat" }
  | { readonly kind: "crop"; readonly pixels: number };

/** A convolution or, as `convTranspose`, its transpose; padding as TensorFlow defines it. */
export interface Convolution {
  readonly kind: "conv" | "convTranspose";
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides: number;
  readonly padding: "same" | "valid";
  readonly bias: boolean;
}

/** A network as data: the shape of one input and the layers in order. */
export interface Network {
  readonly name: string;
  readonly input: readonly number[];
  readonly layers: readonly Layer[];
}

export const dense = (units: number, bias = true): Layer => ({ kind: "dense", units, bias });
export const reshape = (...shape: readonly number[]): Layer => ({ kind: "reshape", shape });
export const flatten: Layer = { kind: "flatten" };
export const sumPool: Layer = { kind: "sumPool" };
export const relu: Layer = { kind: "relu" };
export const tanh: Layer = { kind: "tanh" };
export const sigmoid: Layer = { kind: "sigmoid" };
export const fork: Layer = { kind: "fork" };
export const add: Layer = { kind: "add" };
export const concat: Layer = { kind: "concat" };
export const reflectPad = (pixels: number): Layer => ({ kind: "reflectPad", pixels });
/** Instance norm without weights, as PyTorch's InstanceNorm2d (Ulyanov 2016). */
export const instanceNorm: Layer = { kind: "instanceNorm", epsilon: 1e-5 };
export const leakyRelu = (slope = 0.2): Layer => ({ kind: "leakyRelu", slope });

/** Classes that the end of a network's input tells, 0 for none. */
export function classesIn({ layers }: Network): number {
  const [first] = layers;
  return first?.kind === "labelGate" ? first.classes : 0;
}

/** Whether those classes are ends of attributes. */
export const tellsEnds = ({ layers: [first] }: Network): boolean =>
  first?.kind === "labelGate" && first.ends === true;

type ConvolutionOptions = Partial<Pick<Convolution, "strides" | "padding" | "bias">>;

const convolution =
  (kind: Convolution["kind"]) =>
  (filters: number, kernelSize: number, options: ConvolutionOptions = {}): Layer => ({
    kind,
    filters,
    kernelSize,
    strides: 1,
    padding: "same",
    bias: true,
    ...options,
  });

export const conv = convolution("conv");
export const convTranspose = convolution("convTranspose");

/** Whether a layer doubles the picture for a convolution that can do both at once. */
export function isEnlarging(layer: Layer | undefined, next: Layer | undefined): boolean {
  return (
    layer?.kind === "upsampleNearest" &&
    layer.factor === 2 &&
    next?.kind === "conv" &&
    next.kernelSize === 3 &&
    next.strides === 1 &&
    next.padding === "same"
  );
}
