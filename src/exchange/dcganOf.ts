import { ConfigError } from "../errors.js";
import { dcganDiscriminator, dcganGenerator } from "../nets/dcgan.js";
import type { Network } from "../nets/layer.js";
import type { TorchEntry } from "./torchNames.js";

/** A DCGAN's network as its arrays' shapes tell it. */
export interface Dcgan {
  readonly role: "generator" | "discriminator";
  readonly imageSize: number;
  readonly channels: 1 | 3;
  /** Filters of the generator's last or the discriminator's first stage. */
  readonly filters: number;
  /** Numbers of a latent; 0 for a discriminator. */
  readonly latentDim: number;
}

/** dcgan.torch's batch norm: the old average weighs 0.9 ("momentum 0.1" in Torch's words). */
export const torchNorm = { kind: "torch", momentum: 0.9 } as const;

/** The network that goes with a description; the discriminator answers with a logit. */
export function networkOf({ role, ...options }: Dcgan): Network {
  if (role === "generator") return dcganGenerator({ ...options, norm: torchNorm });
  const dropout = { rate: 0, live: false };
  return dcganDiscriminator({ ...options, norm: torchNorm, dropout, output: [] });
}

/** One line: `64 px generator of DCGAN, latent 100, 64 filters, 3 channels`. */
export function describeDcgan(dcgan: Dcgan): string {
  const { role, imageSize, channels, filters, latentDim } = dcgan;
  const latent = role === "generator" ? `latent ${latentDim}, ` : "";
  return `${imageSize} px ${role} of DCGAN, ${latent}${filters} filters, ${channels} channels`;
}

const known =
  "a DCGAN's layers: 4 x 4 kernels 0.weight, 3.weight .. (G) or 0.weight, 2.weight .. (D)";

/**
 * Reads from first and last kernel which DCGAN a file holds: a generator has batch norm right
 * behind its first kernel, a discriminator has none there.
 * @throws ConfigError where there is no such kernel, or pictures would not have 1 or 3 channels.
 */
export function dcganOf(path: string, entries: ReadonlyMap<string, TorchEntry>): Dcgan {
  const isKernel = (name: string, shape: readonly number[]) =>
    /^\d+\.weight$/.test(name) && shape.length === 4;
  const kernels = [...entries]
    .filter(([name, { form }]) => isKernel(name, form.shape))
    .sort(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .map(([, { form }]) => form.shape);
  const [first, last] = [kernels[0], kernels.at(-1)];
  if (!first || !last || !entries.has("0.weight") || kernels.length < 3 || kernels.length > 12) {
    const names = [...entries.values()].slice(0, 6).map(({ fullName }) => fullName);
    throw new ConfigError(`${path}: expected ${known}, got ${names.join(", ") || "no arrays"}`);
  }
  const imageSize = 2 ** (kernels.length + 1);
  const [one = 0, two = 0] = first;
  const isGenerator = entries.has("1.running_mean") || entries.has("1.weight");
  const channels = isGenerator ? last[1] : two;
  if (channels !== 1 && channels !== 3) {
    throw new ConfigError(`${path}: expected pictures of 1 or 3 channels, got ${channels}`);
  }
  const filters = isGenerator ? (last[0] ?? 0) : one;
  if (filters < 1 || one < 1) {
    throw new ConfigError(`${path}: expected at least 1 filter, got a kernel of [${first}]`);
  }
  return isGenerator
    ? { role: "generator", imageSize, channels, filters, latentDim: one }
    : { role: "discriminator", imageSize, channels, filters, latentDim: 0 };
}
