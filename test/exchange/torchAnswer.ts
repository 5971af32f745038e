import { join } from "node:path";
import { dispose, max, min, reshape, sigmoid, sub, tidy } from "@tensorflow/tfjs-core";
import { networkOf } from "../../src/exchange/dcganOf.js";
import { readTorchDcgan } from "../../src/exchange/readTorchDcgan.js";
import { forward } from "../../src/nets/forward.js";
import { readSafetensors } from "../../src/runs/readSafetensors.js";

/** Largest distances between PyTorch's answers and ours. */
export interface Apart {
  readonly pictures: number;
  readonly answers: number;
  /** Spread of PyTorch's pictures: distances mean nothing on flat ones. */
  readonly spread: number;
}

function largest(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return Number.NaN;
  return Array.from(ours).reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (theirs[index] as number))),
    0,
  );
}

/** One of the networks, as imported, on an input. */
function passed(file: string, input: Parameters<typeof forward>[2]) {
  const { dcgan, weights } = readTorchDcgan(file);
  const network = networkOf(dcgan);
  const shaped = reshape(input, [input.shape[0] ?? 0, ...network.input]);
  const { output } = forward(network, weights, shaped, { training: false });
  return output;
}

/** How far the imported networks of a case lie from what PyTorch answered. */
export function torchApart(folder: string, name: string): Apart {
  const answer = readSafetensors(join(folder, `${name}.answer.safetensors`));
  const { latents, pictures, answers } = answer as Record<string, NonNullable<typeof answer.x>>;
  if (!latents || !pictures || !answers) throw new Error(`${name}: expected an answer`);
  const apart = tidy(() => {
    const ours = passed(join(folder, `${name}.G.safetensors`), latents);
    const said = sigmoid(passed(join(folder, `${name}.D.safetensors`), pictures));
    return {
      pictures: largest(ours.dataSync(), pictures.dataSync()),
      answers: largest(said.dataSync(), answers.dataSync()),
      spread: sub(max(pictures), min(pictures)).dataSync()[0] ?? 0,
    };
  });
  dispose(answer);
  return apart;
}
