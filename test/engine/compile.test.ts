import assert from "node:assert/strict";
import { test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { compile } from "../../src/engine/compile.js";
import { gradients } from "../../src/engine/gradients.js";
import type { Step } from "../../src/engine/step.js";

test("a step compiled by itself learns a line, and its state can be read", () => {
  openEngine();
  const fit: Step = ({ w }, { x, y }) => {
    const { total, gradients: slopes } = gradients({ w: w as tf.Tensor }, (at) => {
      const guess = tf.matMul(x as tf.Tensor2D, at.w as tf.Tensor2D);
      return { total: tf.mean<tf.Scalar>(tf.square(tf.sub(guess, y as tf.Tensor))), aux: {} };
    });
    const next = tf.sub(w as tf.Tensor, tf.mul(0.1, slopes.w as tf.Tensor));
    return { state: { w: next }, figures: { loss: total } };
  };
  const inputs = { x: tf.tensor2d([[1], [2], [3]]), y: tf.tensor2d([[2], [4], [6]]) };
  const { run, runner } = compile(fit, { w: tf.zeros([1, 1]) }, inputs);
  const losses = Array.from({ length: 30 }, () => run(inputs).loss ?? Number.NaN);
  assert.ok((losses[0] ?? 0) > 18 && (losses.at(-1) ?? 1) < 1e-6, losses.join(" "));
  assert.ok(Math.abs((runner.tensors.w?.dataSync()[0] ?? 0) - 2) < 1e-4);
  runner.dispose();
});
