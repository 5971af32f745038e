import assert from "node:assert/strict";
import { before, test } from "node:test";
import { io, loadLayersModel, type Tensor, tensor, tidy } from "@tensorflow/tfjs";
import { openEngine } from "../../src/engine/backend.js";
import { layersModel } from "../../src/exchange/layersModel.js";
import * as kinds from "../../src/nets/kinds.js";
import { apart, COUNT, drawn, networks } from "./networks.js";

before(() => {
  openEngine();
});

for (const name of Object.keys(networks)) {
  test(`${name}: TensorFlow.js's own layers draw the lab's pictures`, async () => {
    const { network, tensors, latents, pictures } = drawn(name);
    const { topology, arrays } = layersModel({ network, tensors });
    const weightData = Float32Array.from(arrays.flatMap(({ values }) => [...values()])).buffer;
    const weightSpecs = arrays.map(({ entry }) => ({
      name: entry.name,
      shape: [...entry.shape],
      dtype: "float32" as const,
    }));
    const model = await loadLayersModel(
      io.fromMemory({ modelTopology: topology, weightSpecs, weightData }),
    );
    const theirs = tidy(() => {
      const input = tensor(latents, [COUNT, ...network.input]);
      return (model.predict(input) as Tensor).dataSync();
    });
    const distance = apart(theirs as Float32Array, pictures);
    assert.ok(distance < 1e-5, `${distance} apart`);
    model.dispose();
  });
}

test("every kind of layer is translated, and tested, or says why it is not", () => {
  const tested = new Set(networks["every layer"]?.layers.map(({ kind }) => kind as string));
  for (const [kind, { translation }] of Object.entries(kinds)) {
    if ("refused" in translation) assert.match(translation.refused, /\w+ \w+/);
    else if (kind !== "labelGate") assert.ok(tested.has(kind), kind);
  }
});
