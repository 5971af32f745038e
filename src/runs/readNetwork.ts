import { dispose } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { ConfigError } from "../errors.js";
import { weightShapes } from "../nets/initialise.js";
import type { Network } from "../nets/layer.js";
import { type Checkpoint, readArrays } from "./checkpoint.js";

/** What keeps some arrays from being a network's, one line each. */
function mismatches(network: Network, arrays: Tensors): readonly string[] {
  const wanted = weightShapes(network);
  return Object.keys({ ...wanted, ...arrays }).flatMap((name) => {
    const [want, got] = [wanted[name], arrays[name]?.shape];
    if (want && want.join() === got?.join()) return [];
    const form = (shape: readonly number[] | undefined) =>
      shape ? `[${shape.join(", ")}]` : "nothing";
    return [`${name} is ${form(got)} in place of ${form(want)}`];
  });
}

/** Which arrays are read, and what an error says of them. */
export interface NetworkChoice {
  /** What stands before the network's name in the checkpoint: of averages. */
  readonly prefix?: string;
  /** The place that an error names; the checkpoint's folder by default. */
  readonly where?: string;
  readonly what?: string;
}

/**
 * Arrays of one network of a checkpoint, by the names that the network gives them; the caller's to free.
 * @throws ConfigError for arrays that are not the network's, each listed.
 */
export function readNetwork(
  checkpoint: Checkpoint,
  network: Network,
  { prefix = "", where = checkpoint.folder, what }: NetworkChoice = {},
): Tensors {
  const begin = `${prefix}${network.name}/`;
  const read = readArrays(checkpoint, (name) => name.startsWith(begin));
  const named = Object.entries(read).map(([name, array]) => [name.slice(prefix.length), array]);
  const arrays = Object.fromEntries(named) as Tensors;
  const wrong = mismatches(network, arrays);
  if (wrong.length === 0) return arrays;
  dispose(arrays);
  const which = what ?? `the arrays of its ${network.name}`;
  throw new ConfigError(`${where}: expected ${which}, got others: ${wrong.join("; ")}`);
}
