import { createHash } from "node:crypto";
import { Random } from "../engine/random.js";
import type { DataSet, Prepare } from "./dataSet.js";

/** What the pictures of a set can do wrong, counted before training. */
export interface DataSignals {
  /** Pictures drawn by lot and hashed, and how many of them are distinct. */
  readonly drawn: number;
  readonly distinct: number;
  /** Pictures in the set, and files that could not be read. */
  readonly count: number;
  readonly unreadable: number;
  /** Mean factor by which one side is stretched against the other; 1 keeps every shape. */
  readonly stretch: number;
}

const DRAWN = 256;
/** Enough to tell pictures apart. */
const SIDE_PX = 16;

/** How much `prepare` stretches a picture of this shape. */
function stretchOf(widthPx: number, heightPx: number, { resize }: Prepare): number {
  return resize === "squash" ? Math.max(widthPx / heightPx, heightPx / widthPx) : 1;
}

/** Draws up to 256 pictures by lot and hashes them; shapes come from the set's list. */
export async function dataSignals(
  dataSet: DataSet,
  prepare: Prepare,
  seed: number,
): Promise<DataSignals> {
  const random = new Random(seed, "data signals");
  const drawn = Math.min(DRAWN, dataSet.count);
  const places = Array.from({ length: dataSet.count }, (_, index) => index);
  for (let at = 0; at < drawn; at++) {
    const other = at + random.integer(places.length - at);
    [places[at], places[other]] = [places[other] as number, places[at] as number];
  }
  const small: Prepare = { ...prepare, imageSize: SIDE_PX, resize: "squash", flip: false };
  const hashes = await Promise.all(
    places.slice(0, drawn).map(async (index) => {
      const bytes = await dataSet.load(index, small, random);
      return createHash("sha256").update(bytes).digest("base64");
    }),
  );
  const shapes = dataSet.manifest;
  const stretch = shapes.reduce(
    (sum, { widthPx, heightPx }) => sum + stretchOf(widthPx, heightPx, prepare),
    0,
  );
  return {
    drawn,
    distinct: new Set(hashes).size,
    count: dataSet.count,
    unreadable: dataSet.unreadable.length,
    stretch: shapes.length > 0 ? stretch / shapes.length : 1,
  };
}
