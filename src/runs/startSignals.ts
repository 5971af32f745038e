import type { DataSet } from "../data/dataSet.js";
import { dataSignals } from "../data/dataSignals.js";
import { networkSignals } from "../diagnosis/networkSignals.js";
import type { LatentSignals, StartSignals, ViewSignals } from "../diagnosis/signals.js";
import { Random } from "../engine/random.js";
import type { Iteration, Noise } from "../iterations/iteration.js";
import { buildDiscriminator, buildGenerator } from "../iterations/networks.js";
import { render } from "../show/render.js";
import { drawLatents } from "../training/latents.js";
import { prepareOf } from "./runBatches.js";

function latentSignals(noise: Noise, seed: number): LatentSignals {
  const values = drawLatents(
    noise,
    4096,
    { shape: [1], classes: 0 },
    new Random(seed, `latents ${noise}`),
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / values.length) };
}

/** Paints a faint ramp in one channel at a time and looks what is left of it. */
function viewSignals({ sampling, data }: Iteration): ViewSignals {
  const { channels } = data;
  const [sidePx, faint] = [8, 0.1];
  const paint = (channel: number) => {
    const values = Float32Array.from({ length: sidePx * sidePx * channels }, (_, at) =>
      at % channels === channel ? (faint * Math.floor(at / channels)) / (sidePx * sidePx - 1) : 0,
    );
    const shape = { count: 1, height: sidePx, width: sidePx, channels };
    const { data: bytes } = render(values, shape, "unit01", sampling.render);
    return (Math.max(...bytes) - Math.min(...bytes)) / (255 * faint);
  };
  const gains = Array.from({ length: channels }, (_, channel) => paint(channel));
  const flat = viewOfFlat(sampling.render, channels);
  return {
    contrast: Math.max(...gains),
    channelsShown: gains.filter((gain) => gain > flat + 0.05).length,
    channels,
  };
}

/** Contrast that a picture without any has, for false colours that are not grey. */
function viewOfFlat(mode: Iteration["sampling"]["render"], channels: number): number {
  const shape = { count: 1, height: 8, width: 8, channels };
  const { data: bytes } = render(new Float32Array(64 * channels), shape, "unit01", mode);
  return (Math.max(...bytes) - Math.min(...bytes)) / 25.5;
}

/** Looks at networks, data, latents and pictures before a run. */
export async function startSignals(
  dataSet: DataSet,
  iteration: Iteration,
  seed: number,
): Promise<StartSignals> {
  return {
    networks: networkSignals(buildGenerator(iteration), buildDiscriminator(iteration)),
    data: await dataSignals(dataSet, prepareOf(iteration), seed),
    latents: {
      trained: latentSignals(iteration.generator.latentNoise, seed),
      sampled: latentSignals(iteration.sampling.noise, seed),
    },
    view: viewSignals(iteration),
  };
}
