import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { projectRoot } from "../../src/project.js";

function inNode(code: string, env: Record<string, string> = {}): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", code], {
    cwd: projectRoot(),
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

const load = 'const { openEngine, describeEngine } = require("./dist/src/engine/backend.js");';

test("danfojs-node uses the lab's one native TensorFlow, not a second one", () => {
  const code = `${load} openEngine();
    const danfo = require("danfojs-node");
    const frame = new danfo.DataFrame({ preset: ["a", "a", "b"], loss: [1, 3, 5] });
    const means = frame.groupby(["preset"]).col(["loss"]).mean();
    console.log(danfo.tensorflow === require("@tensorflow/tfjs-node-gpu"), JSON.stringify(means.values));`;
  assert.equal(inNode(code), 'true [["a",2],["b",5]]');
});

test("set-up's engine is TensorFlow 2.21, native, and says why it is no better one", () => {
  const engine = JSON.parse(inNode(`${load} console.log(JSON.stringify(openEngine()))`));
  assert.equal(engine.version, "2.21.0");
  assert.ok(engine.kind === "native" || engine.kind === "gpu", engine.kind);
  if (engine.kind === "native") assert.match(engine.why.join(), /^gpu: /);
});

test("the plain JavaScript engine computes the same, and is said to be slow", () => {
  const code = `${load} const engine = openEngine();
    const tf = require("@tensorflow/tfjs-core");
    const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[5], [6]]));
    console.log(tf.getBackend(), product.dataSync().join(), describeEngine(engine));`;
  const said = inNode(code, { ATELIER_ENGINE: "javascript" });
  assert.match(
    said,
    /^cpu 17,39 engine: TensorFlow\.js 4\.22\.0 in plain JavaScript, many times slower than native \(/,
  );
});

test("importing the lab loads no engine", () => {
  const code = `require("./dist/src/lab.js");
    const native = Object.keys(require.cache).filter((file) => /tfjs_binding|tfjs-node-gpu.dist/.test(file));
    console.log(native.length);`;
  assert.equal(inNode(code), "0");
});
