import assert from "node:assert/strict";
import { test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../../src/engine/backend.js";
import { encodeGraph } from "../../../src/engine/compiled/graphNode.js";
import { ShapeProbe } from "../../../src/engine/compiled/outputsOf.js";
import { recordStep } from "../../../src/engine/compiled/recordStep.js";
import { nativeBackend } from "../../../src/engine/nativeBackend.js";
import { bestMode } from "../../../src/engine/runner.js";
import type { Step } from "../../../src/engine/step.js";

test("arrays of one value become Fill, so that no activation-sized constant is in the graph", (t) => {
  openEngine();
  if (bestMode() !== "compiled") return t.skip("the plain engine has no graphs");
  const form = { shape: [256, 1000], dtype: "float32" } as const;
  const slope = tf.grad((x: tf.Tensor) => tf.mean(tf.square(x))); // makes ones of the shape of x
  const step: Step = (_state, { x }) => ({
    state: {},
    figures: { slope: tf.max(slope(x as tf.Tensor)) },
  });
  const probe = new ShapeProbe(nativeBackend());
  const { nodes } = recordStep({ step, state: {}, inputs: { x: form }, prefix: "step", probe });
  assert.ok(nodes.some(({ op }) => op === "Fill"));
  const bytes = encodeGraph(nodes).length;
  assert.ok(bytes < 10_000, `${bytes} bytes`);
});
