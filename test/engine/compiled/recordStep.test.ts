import assert from "node:assert/strict";
import { test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../../src/engine/backend.js";
import { encodeGraph } from "../../../src/engine/compiled/graphNode.js";
import { knownForms } from "../../../src/engine/compiled/knownForms.js";
import { type Operation, ShapeProbe } from "../../../src/engine/compiled/outputsOf.js";
import { recordStep } from "../../../src/engine/compiled/recordStep.js";
import { formsOf } from "../../../src/engine/compiled/stateNodes.js";
import { nativeBackend } from "../../../src/engine/nativeBackend.js";
import { bestMode } from "../../../src/engine/runner.js";
import { inTurn, type Step } from "../../../src/engine/step.js";
import { initialState } from "../../../src/training/initialState.js";
import { playersOf } from "../../../src/training/players.js";
import { turnsOf } from "../../../src/training/turns.js";
import { small } from "./games.js";

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

test("the rules for shapes say what TensorFlow says, for every operation of four games", (t) => {
  openEngine();
  if (bestMode() !== "compiled") return t.skip("the plain engine has no graphs");
  const backend = nativeBackend();
  const checked = new Set<string>();
  class Doubtful extends ShapeProbe {
    override outputsOf(operation: Operation) {
      const known = knownForms(operation);
      if (known) {
        checked.add(operation.op);
        // the other outputs of batch norm are scratch memory, of other shapes on other processors
        const meant = operation.op.startsWith("FusedBatchNorm") ? 3 : known.length;
        const told = this.probe(operation).slice(0, meant);
        assert.deepEqual(known.slice(0, meant), told, operation.op);
      }
      return super.outputsOf(operation);
    }
  }
  for (const iteration of Object.values(small)) {
    const players = playersOf(iteration);
    const state = formsOf("state", initialState(players, 1));
    const { imageSize: size, channels } = iteration.data;
    const { batchSize } = iteration.training;
    const inputs = {
      real: { shape: [batchSize, size, size, channels], dtype: "float32" },
      latents: { shape: [batchSize, ...players.generator.input], dtype: "float32" },
      dropoutSeed: { shape: [2], dtype: "int32" },
    } as const;
    const probe = new Doubtful(backend);
    const step = inTurn(turnsOf(players).withR1);
    recordStep({ step, state, inputs, prefix: "doubt", probe });
  }
  for (const op of ["MatMul", "Conv2D", "Conv2DBackpropInput", "FusedBatchNormGradV3", "Reshape"]) {
    assert.ok(checked.has(op), op);
  }
});
