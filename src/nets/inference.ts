import { dispose, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { CompiledFunction } from "../engine/compiled/compiledFunction.js";
import { isNative } from "../engine/nativeBackend.js";
import type { Tensors } from "../engine/step.js";
import { expected, ShapeError } from "../errors.js";
import { sizeOf } from "../shape.js";
import { outputOf } from "./describe.js";
import { foldNorms } from "./foldNorms.js";
import { forward } from "./forward.js";
import type { Network } from "./layer.js";

/** Inputs of one pass: few enough for any network's memory. */
const BATCH = 16;

/** A network's pass in inference mode, `[batch, ...input]` to `[batch, ...output]`. */
interface Pass {
  run(input: Tensor): Tensor;
  /** Other arrays of the same shapes, which stay the caller's. */
  set(tensors: Tensors): void;
  dispose(): void;
}

function passOf(network: Network, tensors: Tensors, shape: readonly number[]): Pass {
  let folded = foldNorms(network, tensors);
  const call = (weights: Tensors, input: Tensor) =>
    forward(folded.network, weights, input, { training: false }).output;
  const fold = (others: Tensors) => {
    dispose(folded.tensors);
    folded = foldNorms(network, others);
  };
  if (!isNative()) {
    const run = (input: Tensor) => tidy(() => call(folded.tensors, input));
    return { run, set: fold, dispose: () => dispose(folded.tensors) };
  }
  const compiled = new CompiledFunction(call, folded.tensors, { shape, dtype: "float32" });
  dispose(folded.tensors);
  return {
    run: (input) => compiled.run(input),
    set: (others) => {
      fold(others);
      compiled.set(folded.tensors);
      dispose(folded.tensors);
    },
    dispose: () => compiled.dispose(),
  };
}

/**
 * A network that only draws: norms folded into their neighbours, compiled where the engine has
 * graphs. Every pass has the same number of inputs, filled up with zeros, because the order of
 * sums, and so the last bit of a picture, may depend on that number.
 */
export class Inference {
  private readonly pass: Pass;

  /** @param tensors stay the caller's. @param batch inputs of one pass. */
  constructor(
    private readonly network: Network,
    tensors: Tensors,
    private readonly batch = BATCH,
  ) {
    this.pass = passOf(network, tensors, [batch, ...network.input]);
  }

  /**
   * The outputs of some inputs, `[count, ...input]` to `[count, ...output]`.
   * @throws ShapeError for numbers that are not whole inputs.
   */
  run(inputs: Float32Array): Float32Array {
    const { batch, network } = this;
    const [size, pixels] = [sizeOf(network.input), sizeOf(outputOf(network))];
    if (inputs.length % size !== 0) {
      throw new ShapeError(
        expected(`${network.name} input`, `times ${size} numbers`, inputs.length),
      );
    }
    const count = inputs.length / size;
    const outputs = new Float32Array(count * pixels);
    for (let from = 0; from < count; from += batch) {
      const part = new Float32Array(batch * size);
      part.set(inputs.subarray(from * size, (from + batch) * size));
      const fed = tensor(part, [batch, ...network.input]);
      const made = this.pass.run(fed);
      const rest = Math.min(batch, count - from) * pixels;
      outputs.set(made.dataSync().subarray(0, rest), from * pixels);
      dispose([fed, made]);
    }
    return outputs;
  }

  /** Goes on with other arrays of the same network, which stay the caller's. */
  set(tensors: Tensors): void {
    this.pass.set(tensors);
  }

  dispose(): void {
    this.pass.dispose();
  }
}
