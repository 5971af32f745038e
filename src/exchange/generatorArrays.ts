import { join } from "node:path";
import { dispose } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { foldSpectralNorms } from "../nets/foldNorms.js";
import { writeSafetensors } from "../runs/safetensors.js";
import type { TrainedGenerator } from "../runs/trainedGenerator.js";
import { torchArrays, toTorch } from "./torchLayout.js";

/** Whether PyTorch has the same network under its own names: then its users can just load it. */
export const isTorchDcgan = ({ iteration }: TrainedGenerator) =>
  iteration.generator.network === "dcgan" &&
  iteration.generator.norm === "torch" &&
  iteration.condition.kind === "none";

/**
 * Writes a generator's arrays as `generator.safetensors`: a DCGAN's as the PyTorch example names and
 * lays them out (`main.0.weight`, [in, out, height, width]), any other's as the lab keeps them,
 * spectral norms divided out.
 */
export async function writeGeneratorArrays(
  folder: string,
  generator: TrainedGenerator,
): Promise<void> {
  const path = join(folder, "generator.safetensors");
  const { network, tensors } = generator;
  if (!isTorchDcgan(generator)) {
    const plain = foldSpectralNorms(network, tensors);
    await writeSafetensors(path, plain.tensors).finally(() => dispose(plain.tensors));
    return;
  }
  const turned: Tensors = Object.fromEntries(
    torchArrays(network).flatMap((array) => {
      const ours = tensors[array.ours];
      return ours ? [[`main.${array.name}`, toTorch(ours, array)]] : [];
    }),
  );
  try {
    await writeSafetensors(path, turned);
  } finally {
    dispose(turned);
  }
}
