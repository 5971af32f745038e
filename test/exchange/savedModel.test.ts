import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { isNative } from "../../src/engine/nativeBackend.js";
import { writeSavedModel } from "../../src/exchange/savedModel.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { apart, COUNT, drawn, networks } from "./networks.js";
import { printed, pythonWith } from "./python.js";

/** tfjs-node's own loader, which has no part in the lab. */
interface NodeLoader {
  readonly node: {
    loadSavedModel(folder: string): Promise<{ predict(latents: Tensor): Tensor; dispose(): void }>;
  };
}

const folder = temporaryFolder();
const python = pythonWith("tensorflow");
const skip = python ? false : "no Python with tensorflow (name one in ATELIER_PEERS_PYTHON)";

before(() => {
  openEngine();
  assert.ok(isNative(), "the native engine");
});

for (const name of Object.keys(networks)) {
  const place = join(folder, name.replace(" ", "-"));

  test(`${name}: tfjs-node's own loader draws the lab's pictures from the SavedModel`, async () => {
    const { network, tensors, latents, pictures } = drawn(name);
    await writeSavedModel(place, { network, tensors });
    const { node } = require("@tensorflow/tfjs-node-gpu") as NodeLoader;
    const model = await node.loadSavedModel(place);
    for (const count of [COUNT, 1]) {
      const size = latents.length / COUNT;
      const fed = tensor(latents.slice(0, count * size), [count, ...network.input]);
      const theirs = model.predict(fed).dataSync();
      const distance = apart(theirs, pictures.slice(0, (count * pictures.length) / COUNT));
      assert.ok(distance < 1e-6, `${distance} apart`);
    }
    model.dispose();
  });

  test(`${name}: tf.saved_model.load in Python draws the lab's pictures`, { skip }, async () => {
    const { network, latents, pictures } = drawn(name);
    const [fed, wanted] = [`${place}.latents`, `${place}.pictures`];
    writeFileSync(fed, latents);
    writeFileSync(wanted, pictures);
    const program = `
import sys, numpy, tensorflow
folder, fed, wanted, *shape = sys.argv[1:]
model = tensorflow.saved_model.load(folder)
latents = numpy.fromfile(fed, numpy.float32).reshape([int(size) for size in shape])
theirs = model.signatures["serving_default"](latents=tensorflow.constant(latents))["pictures"].numpy()
print(abs(theirs.ravel() - numpy.fromfile(wanted, numpy.float32)).max())`;
    const shape = [COUNT, ...network.input].map(String);
    const distance = Number(await printed(python ?? "", program, place, fed, wanted, ...shape));
    assert.ok(distance < 1e-5, `${distance} apart`);
  });
}
