import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { ConfigError, expected } from "../errors.js";
import { readStored } from "../runs/readSafetensors.js";
import { readSafetensorsHeader } from "../runs/safetensorsHeader.js";
import { type Dcgan, dcganOf, describeDcgan, networkOf } from "./dcganOf.js";
import { fromTorch, type TorchArray, torchArrays } from "./torchLayout.js";
import { type TorchEntry, torchEntries } from "./torchNames.js";

/** A network read from a file: what it is, and its arrays under the lab's names. */
export interface ReadDcgan {
  readonly dcgan: Dcgan;
  readonly weights: Tensors;
}

type Entries = ReadonlyMap<string, TorchEntry>;

/** A bias of a convolution, which DCGAN has not; some converters write it as zeros. */
const isConvBias = (name: string, entries: Entries) => {
  const [layer, word] = name.split(".");
  return word === "bias" && entries.get(`${layer}.weight`)?.form.shape.length === 4;
};

/** Every way in which the file's arrays are not the network's. */
function differences(wanted: readonly TorchArray[], entries: Entries): readonly string[] {
  const text = (shape: readonly number[]) => `[${shape.join(", ")}]`;
  const names = new Set(wanted.map(({ name }) => name));
  const wrong = wanted.flatMap(({ name, shape }) => {
    const entry = entries.get(name);
    if (!entry) return [`${name}: expected ${text(shape)}, got nothing`];
    if (text(entry.form.shape) === text(shape)) return [];
    return [`${entry.fullName}: expected ${text(shape)}, got ${text(entry.form.shape)}`];
  });
  const surplus = [...entries]
    .filter(([name]) => !names.has(name) && !isConvBias(name, entries))
    .map(([, { fullName, form }]) => `${fullName}: expected nothing, got ${text(form.shape)}`);
  return [...wrong, ...surplus];
}

function checkNumbers(path: string, name: string, values: ArrayLike<number>): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (Number.isFinite(value)) continue;
    throw new ConfigError(`${path}: ${name}: expected finite numbers, got ${value}`);
  }
}

function checkZeros(path: string, { fullName, form }: TorchEntry): void {
  const array = readStored(path, form);
  const other = array.dataSync().find((value) => value !== 0);
  array.dispose();
  if (other === undefined) return;
  throw new ConfigError(
    expected(`${path}: ${fullName}`, "no bias, or zeros: DCGAN's kernels have none", other),
  );
}

function readArray(path: string, array: TorchArray, { fullName, form }: TorchEntry): Tensor {
  return tidy(() => {
    const stored = readStored(path, form);
    checkNumbers(path, fullName, stored.dataSync());
    return fromTorch(stored, array);
  });
}

/**
 * Reads a DCGAN's generator or discriminator as PyTorch keeps it: the PyTorch example's names
 * (`main.0.weight`) or those of dcgan.torch converted (`0.weight`, or counted from 1). Filters,
 * latent and size come from the shapes; everything else must then be there, in that shape.
 * The caller owns the tensors.
 * @throws ConfigError that lists every array that is missing, surplus or of another shape.
 */
export function readTorchDcgan(path: string): ReadDcgan {
  const entries = torchEntries(readSafetensorsHeader(path));
  const dcgan = dcganOf(path, entries);
  const wanted = torchArrays(networkOf(dcgan));
  const wrong = differences(wanted, entries);
  if (wrong.length > 0) {
    throw new ConfigError(`${path}: expected the ${describeDcgan(dcgan)}, got ${wrong.join("; ")}`);
  }
  for (const [name, entry] of entries) if (isConvBias(name, entries)) checkZeros(path, entry);
  const weights = wanted.map((array) => {
    const entry = entries.get(array.name) as TorchEntry;
    return [array.ours, readArray(path, array, entry)] as const;
  });
  return { dcgan, weights: Object.fromEntries(weights) };
}
