"use strict";
// Run in a process of its own: loads the native engine, multiplies two matrices, prints JSON.
const util = require("node:util");

// Gone since Node 23; tfjs-node still calls them.
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;

const tf = require("@tensorflow/tfjs-node-gpu");
const product = tf.matMul(
  tf.tensor2d([
    [1, 2],
    [3, 4],
  ]),
  tf.tensor2d([
    [5, 6],
    [7, 8],
  ]),
);
const backend = tf.backend();
const got = JSON.stringify(product.arraySync());
if (got !== "[[19,22],[43,50]]") {
  console.error(`matrix product: expected [[19,22],[43,50]], got ${got}`);
  process.exit(1);
}
const version = backend.binding.TF_Version;
console.log(JSON.stringify({ version, gpu: Boolean(backend.isUsingGpuDevice) }));
