/** What a picture shows and where it comes from: told at display time, asked when publishing. */
export interface PictureMark {
  /** Pictures that networks learn from, or a grid that one has drawn. */
  readonly kind: "training" | "generated";
  /** The data set that the picture is from, or that the generator learned from. */
  readonly data: {
    readonly set: string;
    readonly origin: string;
    readonly manifestHash: string;
    /** What the pictures of the set became, where they became others. */
    readonly partners?: {
      readonly kind: "cycle" | "pairs";
      readonly to: string;
      readonly earlier: number;
      readonly unroll: number;
    };
  };
  /** How the networks see that data set. */
  readonly prepare: {
    readonly imageSize: number;
    readonly channels: 1 | 3;
    readonly resize: "squash" | "centre" | "random";
    readonly flip: boolean;
  };
  /** Cells a row, and px of the lines between and around them. */
  readonly columns: number;
  readonly border: number;
  /** Whether its colours are those that the network drew, not viridis of its red channel. */
  readonly trueColours: boolean;
}

/** Name of the lab's own field in the metadata of an output. */
const field = "gan-atelier";

/** Metadata of an output that shows this picture, or these, in the order in which they stand in it. */
export function markMetadata(
  shown: PictureMark | readonly (PictureMark | undefined)[],
): Readonly<Record<string, unknown>> {
  if (!Array.isArray(shown)) return { [field]: { picture: shown } };
  return { [field]: { pictures: shown.map((mark) => mark ?? null) } };
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

/** Whether a value read from a file is a mark. */
export function isPictureMark(value: unknown): value is PictureMark {
  if (!isObject(value) || !isObject(value.data) || !isObject(value.prepare)) return false;
  const { kind, data, prepare, columns, border, trueColours } = value;
  const texts = [data.set, data.origin, data.manifestHash, prepare.resize];
  const counts = [prepare.imageSize, prepare.channels, columns];
  return (
    (kind === "training" || kind === "generated") &&
    texts.every((text) => typeof text === "string") &&
    counts.every((count) => Number.isInteger(count) && (count as number) > 0) &&
    Number.isInteger(border) &&
    typeof trueColours === "boolean"
  );
}

/**
 * The marks in an output's metadata: one for all its pictures, or one for each in their order,
 * undefined for those of which nothing is known.
 */
export function marksOf(metadata: unknown): readonly (PictureMark | undefined)[] {
  const own = isObject(metadata) ? metadata[field] : undefined;
  const { picture, pictures }: Json = isObject(own) ? own : {};
  const marks: readonly unknown[] = Array.isArray(pictures) ? pictures : [picture];
  return marks.map((mark) => (isPictureMark(mark) ? mark : undefined));
}
