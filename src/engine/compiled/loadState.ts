import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tensors } from "../step.js";
import type { GraphSession } from "./graphSession.js";
import { entryNodes, type Forms } from "./stateNodes.js";

/** Entries are fed together up to this size: what is fed is in memory twice. */
const CHUNK_BYTES = 64 * 1024 ** 2;

/** Indices of entries that are fed together. */
function chunksOf(sizes: readonly number[]): number[][] {
  const chunks: number[][] = [];
  let bytes = CHUNK_BYTES;
  sizes.forEach((size, index) => {
    if (bytes + size > CHUNK_BYTES) {
      chunks.push([]);
      bytes = 0;
    }
    chunks.at(-1)?.push(index);
    bytes += size;
  });
  return chunks;
}

/**
 * Gives the graph's variables their values, a part at a time.
 * @param loaded is told the names of each part, whose values are no longer needed.
 */
export function loadState(
  session: GraphSession,
  state: Forms,
  values: Tensors,
  loaded: (names: readonly string[]) => void = () => {},
): void {
  const names = Object.keys(state);
  const tensors = names.map((name) => values[name] as Tensor);
  for (const chunk of chunksOf(tensors.map(({ size }) => 4 * size))) {
    const feeds = chunk.map((index) => [entryNodes(index).fed, tensors[index]]);
    const targets = chunk.map((index) => entryNodes(index).set);
    session.run({ feeds: Object.fromEntries(feeds), targets });
    loaded(chunk.map((index) => names[index] as string));
  }
}
