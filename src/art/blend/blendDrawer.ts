import { dispose } from "@tensorflow/tfjs-core";
import type { Tensors } from "../../engine/step.js";
import { Inference } from "../../nets/inference.js";
import { plainMode } from "../../runs/samplePictures.js";
import type { TrainedGenerator } from "../../runs/trainedGenerator.js";
import type { Images } from "../../shape.js";
import { render } from "../../show/render.js";
import { latentsOf } from "../latentOf.js";
import { blended } from "./blend.js";
import { type BlendPlan, blendPlan } from "./blendPlan.js";

/** Draws blends of two generators from always the same latents. */
export class BlendDrawer {
  private readonly inference: Inference;
  private readonly latents: Float32Array;

  constructor(
    readonly parents: readonly TrainedGenerator[],
    seeds: readonly number[],
  ) {
    const [first] = parents as readonly [TrainedGenerator];
    this.inference = new Inference(first.network, first.tensors);
    this.latents = latentsOf(first, seeds);
  }

  /** The plan of a share of the second parent. */
  mix(share: number): BlendPlan {
    const [first] = this.parents as readonly [TrainedGenerator];
    return blendPlan(first.network, { mix: share }, 2);
  }

  /** Pictures of arrays, which are freed. */
  private pictures(arrays: Tensors): Images {
    const [first] = this.parents as readonly [TrainedGenerator];
    const { imageSize, channels } = first.iteration.data;
    this.inference.set(arrays);
    dispose(arrays);
    const values = this.inference.run(this.latents);
    const count = values.length / (imageSize * imageSize * channels);
    const shape = { count, height: imageSize, width: imageSize, channels };
    return render(values, shape, first.range, plainMode(first));
  }

  draw(plan: BlendPlan, options: Parameters<typeof blended>[2] = {}): Images {
    return this.pictures(blended(this.parents, plan, options).arrays);
  }

  dispose(): void {
    this.inference.dispose();
  }
}
