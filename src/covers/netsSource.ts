import { join } from "node:path";
import { Random } from "../engine/random.js";
import { ConfigError, expected } from "../errors.js";
import type { RunAtStep } from "../runs/runAtStep.js";
import { samplePictures } from "../runs/samplePictures.js";
import { TrainedGenerator } from "../runs/trainedGenerator.js";
import { joinPictures } from "../shape.js";
import { drawLatents } from "../training/latents.js";
import { coverData, type Placed } from "./coverData.js";
import { type CoverSource, kimgOf } from "./coverSource.js";
import { checkHeldOut, type GenreData, type LabelledImages } from "./genreData.js";
import type { ProofOptions } from "./proofOptions.js";

/** The genre of a run that learned from one: the name of its folder or data set. */
const genreOf = ({ run }: RunAtStep) => run.data.set;

/**
 * @throws ConfigError for fewer than two runs, one that was told genres or held nothing out, two of one
 * genre, and runs of different sizes.
 */
function checkNets(nets: readonly RunAtStep[]): void {
  if (nets.length < 2)
    throw new ConfigError(expected("runs", "one for each genre, two at least", nets.length));
  const sizes = nets.map(({ run: { iteration } }) => {
    const { imageSize, channels } = iteration.data;
    return `${imageSize} px, ${channels} channels`;
  });
  for (const [at, net] of nets.entries()) {
    const { name, iteration } = net.run;
    const { kind, tells, heldOut } = iteration.condition;
    if (kind !== "none") {
      const what =
        "one that learned from one genre's folder (covers64 unlabelled), as it is not alone";
      throw new ConfigError(expected(`run ${name}`, what, `one that was told ${tells}`));
    }
    if (heldOut === 0)
      throw new ConfigError(expected(`run ${name}: condition.heldOut`, "covers held out", heldOut));
    if (nets.findIndex((other) => genreOf(other) === genreOf(net)) < at)
      throw new ConfigError(expected(`run ${name}`, "a genre of its own", `${genreOf(net)} again`));
    if (sizes[at] !== sizes[0])
      throw new ConfigError(
        expected(`covers of run ${name}`, `${sizes[0]}, as the first run's`, sizes[at]),
      );
  }
}

/** The covers of every run, those learned from and those held out, each of its run's genre. */
async function dataOf(nets: readonly RunAtStep[], { data, log }: ProofOptions): Promise<GenreData> {
  const sides: { readonly training: Placed; readonly heldOut: Placed }[] = [];
  for (const net of nets) {
    const folder = data === undefined ? undefined : join(data, genreOf(net));
    sides.push(await coverData(net.run, folder, log));
  }
  const joined = (side: "training" | "heldOut"): LabelledImages => ({
    images: joinPictures(sides.map((each) => each[side].images)),
    labels: Int32Array.from(
      sides.flatMap((each, label) => Array.from(each[side].places, () => label)),
    ),
  });
  const [training, heldOut] = [joined("training"), joined("heldOut")];
  checkHeldOut(heldOut, nets.map(genreOf));
  return { training, heldOut };
}

/** Pictures of every generator at the same latents, generator by generator. */
function drawn(
  generators: readonly TrainedGenerator[],
  count: number,
  seed: number,
  stream: string,
) {
  return joinPictures(
    generators.map((generator) => {
      const { latentSpace, iteration } = generator;
      const random = new Random(seed, stream);
      return samplePictures(
        generator,
        drawLatents(iteration.sampling.noise, count, latentSpace, random),
      );
    }),
  );
}

/** The generators of some runs. @throws ConfigError for a step without a checkpoint; then none stays open. */
function opened(nets: readonly RunAtStep[]): readonly TrainedGenerator[] {
  const generators: TrainedGenerator[] = [];
  try {
    for (const { run, step } of nets) generators.push(new TrainedGenerator(run, step));
  } catch (error) {
    for (const generator of generators) generator.dispose();
    throw error;
  }
  return generators;
}

/**
 * One generator for each genre, trained on that genre's covers alone: the baseline of every generator
 * that is told genres.
 * @throws ConfigError for runs that cannot be judged together.
 */
export function netsSource(nets: readonly RunAtStep[], options: ProofOptions): CoverSource {
  checkNets(nets);
  const [first] = nets as readonly [RunAtStep];
  const generators = opened(nets);
  const least = generators.reduce((a, b) => (kimgOf(b) < kimgOf(a) ? b : a));
  const { name, preset, data } = first.run.iteration;
  const genres = nets.map(genreOf);
  return {
    about: {
      run: nets.map(({ run }) => run.name).join(", "),
      iteration: `${name} ${preset}, one for each genre`,
      title: "one network for each genre, told nothing",
      data: nets.map((net) => `${genreOf(net)}: ${net.run.data.description}`).join("; "),
      step: least.step,
      kimg: kimgOf(least),
      imageSize: data.imageSize,
      permutedLabels: false,
    },
    seed: first.run.options.seed,
    genres,
    data: () => dataOf(nets, options),
    covers(count, seed) {
      const each = Math.ceil(count / genres.length);
      const labels = genres.flatMap((_, label) => Array.from({ length: each }, () => label));
      const images = drawn(generators, each, seed, "latents of the proof");
      return { images, labels: Int32Array.from(labels) };
    },
    sheet: (columns, seed) => drawn(generators, columns, seed, "latents of a genre sheet"),
    head: () => undefined,
    dispose: () => {
      for (const generator of generators) generator.dispose();
    },
  };
}
