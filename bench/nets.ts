import { unknownName } from "../src/errors.js";
import { cyclegan128 } from "../src/iterations/cyclegan.js";
import { type Changes, derive } from "../src/iterations/derive.js";
import { gan128MNIST } from "../src/iterations/gan128MNIST.js";
import type { Iteration } from "../src/iterations/iteration.js";

/** One row of the comparison: an experiment whose steps are timed. */
export interface BenchNet {
  readonly name: string;
  readonly title: string;
  readonly iteration: Iteration;
}

function net(name: string, title: string, parent: Iteration, changes: Changes): BenchNet {
  return { name, title, iteration: derive(parent, { name, preset: "bench", title }, changes) };
}

/** A gate that is asked and never closes, so that every program does the same work. */
const openGate = { generator: 1e9, discriminator: 1e9 };

/** Bytes scaled to the generator's range: at 0..255 losses saturate, and equal ones prove nothing. */
const scaling = "sym11" as const;

function dense(name: string, title: string, changes: Changes): BenchNet {
  const data = { imageSize: 50, channels: 3, scaling, ...changes.data } as const;
  return net(name, title, gan128MNIST.asPublished, { ...changes, data });
}

function dcgan(
  imageSize: number,
  filters: readonly [number, number],
  batchSize: number,
  r1Gamma = 0,
): BenchNet {
  const r1 = r1Gamma > 0 ? "-r1" : "";
  const name = `dcgan${imageSize}-${filters.join("-")}${r1}`;
  const title = `dcgan ${imageSize} (${filters.join(", ")})${r1 && ", R1 every 4th step"}`;
  return net(name, title, gan128MNIST.repaired, {
    data: { imageSize, channels: 3 },
    generator: { filters: [filters[0]], latentDim: 100 },
    discriminator: { filters: [filters[1]] },
    training: { batchSize, r1Gamma, r1Interval: r1Gamma > 0 ? 4 : 1 },
  });
}

/** The networks that the programs are compared on, the small ones first. */
export const nets: readonly BenchNet[] = [
  net("mohr28", "Mohr MNIST 28 px", gan128MNIST.asTold, {
    data: { imageSize: 28 },
    training: { gate: openGate },
  }),
  net("tf128", "TensorFlow family 128 px", gan128MNIST.asRun, {
    data: { scaling: "unit01" },
    training: { gate: openGate },
  }),
  dense("kerasGANv2", "kerasGANv2, dense 50 px", { training: { batchSize: 4 } }),
  dense("kerasGANv3", "kerasGANv3, dense 40 px", {
    data: { imageSize: 40 },
    generator: { latentDim: 64 },
    training: { batchSize: 64 },
  }),
  dcgan(64, [64, 64], 64),
  dcgan(64, [64, 64], 64, 1),
  dcgan(128, [64, 16], 32),
  dcgan(256, [40, 10], 16),
  dcgan(256, [100, 15], 6),
  net("cyclegan128", "cyclegan128, 6 blocks, 32 filters", cyclegan128.repaired, {}),
];

/** A network by name. @throws ConfigError with the names that exist. */
export function findNet(name: string): BenchNet {
  const found = nets.find((one) => one.name === name);
  if (!found)
    throw unknownName(
      "net",
      nets.map((one) => one.name),
      name,
    );
  return found;
}
