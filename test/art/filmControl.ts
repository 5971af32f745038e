import { changes } from "../../src/art/calm.js";
import { openEngine } from "../../src/engine/backend.js";
import { Random } from "../../src/engine/random.js";
import type { Iteration } from "../../src/iterations/iteration.js";
import { openRunData } from "../../src/runs/openRunData.js";
import { runBatches } from "../../src/runs/runBatches.js";
import { samplePictures } from "../../src/runs/samplePictures.js";
import type { Images } from "../../src/shape.js";
import { Gan } from "../../src/training/gan.js";
import { drawLatents } from "../../src/training/latents.js";

/** How much a film of a training changes from frame to frame, and its control. */
export interface Calm {
  /** Always the same latents. */
  readonly fixed: readonly number[];
  /** New latents for every frame, from the same networks: the control. */
  readonly fresh: readonly number[];
}

/** Latents a frame. */
const COUNT = 9;

/** Trains and draws a frame every so many steps, twice: from the same latents and from new ones. */
export async function filmControl(
  iteration: Iteration,
  steps: number,
  every: number,
): Promise<Calm> {
  openEngine();
  const gan = new Gan(iteration, 1);
  const batches = runBatches(await openRunData(iteration, {}), iteration, 1);
  const random = new Random(1, "latents of the control");
  const draw = () => drawLatents(iteration.sampling.noise, COUNT, gan.latentSpace, random);
  const latents = draw();
  const [fixed, fresh]: [Images[], Images[]] = [[], []];
  for (let step = 0; step <= steps; step++) {
    if (step % every === 0) {
      fixed.push(samplePictures(gan, latents));
      fresh.push(samplePictures(gan, draw()));
    }
    if (step < steps) gan.play((await batches.next()).images, step);
  }
  batches.close();
  gan.dispose();
  return { fixed: changes(fixed), fresh: changes(fresh) };
}

/** Means of the third and of the last quarter. */
export function lateQuarters(list: readonly number[]): readonly [number, number] {
  const mean = (from: number, to: number) => {
    const part = list.slice(Math.floor(from * list.length), Math.floor(to * list.length));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  };
  return [mean(0.5, 0.75), mean(0.75, 1)];
}
