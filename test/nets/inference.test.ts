import assert from "node:assert/strict";
import { test } from "node:test";
import { memory } from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { Random } from "../../src/engine/random.js";
import { Inference } from "../../src/nets/inference.js";
import { sizeOf } from "../../src/shape.js";
import { drawLatents, spaceOf } from "../../src/training/latents.js";
import { apart, COUNT, drawn, networks } from "../exchange/networks.js";

openEngine();

for (const name of Object.keys(networks)) {
  test(`${name}: the folded, compiled network draws what the plain one does, within 1e-5`, () => {
    const { network, tensors, latents, pictures } = drawn(name);
    const before = memory().numTensors;
    const inference = new Inference(network, tensors);
    const largest = pictures.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    assert.ok(apart(inference.run(latents), pictures) < 1e-5 * largest);
    inference.dispose();
    assert.equal(memory().numTensors, before);
  });

  test(`${name}: a picture is the same to the last bit alone and in any company`, () => {
    const { network, tensors } = drawn(name);
    const size = sizeOf(network.input);
    const latents = drawLatents("N01", 21, spaceOf(network), new Random(5, "latents"));
    const inference = new Inference(network, tensors);
    const all = inference.run(latents);
    const pixels = all.length / 21;
    for (const at of [0, 7, 15, 16, 20]) {
      const alone = inference.run(latents.slice(at * size, (at + 1) * size));
      assert.deepEqual(alone, all.slice(at * pixels, (at + 1) * pixels));
    }
    inference.dispose();
  });
}

test("numbers that are not whole latents are refused", () => {
  const { network, tensors } = drawn("dcgan 24");
  const inference = new Inference(network, tensors);
  assert.throws(
    () => inference.run(new Float32Array(COUNT * 5 + 1)),
    /^ShapeError: generator input: expected times 5 numbers, got 16$/,
  );
  inference.dispose();
});
