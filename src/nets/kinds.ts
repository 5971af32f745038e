// biome-ignore-all lint/performance/noBarrelFile: this list is what makes a kind of layer known
/** Every kind of layer under the name that its layers carry: a new kind is a file and a line here. */
export {
  leakyReluKind as leakyRelu,
  relu6Kind as relu6,
  reluKind as relu,
  sigmoidKind as sigmoid,
  siluKind as silu,
  tanhKind as tanh,
} from "./layers/activations.js";
export { batchNormKind as batchNorm } from "./layers/batchNorm.js";
export { convKind as conv, convTransposeKind as convTranspose } from "./layers/convolution.js";
export { denseKind as dense } from "./layers/dense.js";
export { depthwiseConvKind as depthwiseConv } from "./layers/depthwiseConv.js";
export { dropoutKind as dropout } from "./layers/dropout.js";
export { gluKind as glu } from "./layers/glu.js";
export { instanceNormKind as instanceNorm } from "./layers/instanceNorm.js";
export { labelGateKind as labelGate } from "./layers/labelGate.js";
export {
  cropKind as crop,
  reflectPadKind as reflectPad,
  zeroPadKind as zeroPad,
} from "./layers/padding.js";
export { pixelNormKind as pixelNorm } from "./layers/pixelNorm.js";
export { averagePoolKind as averagePool, sumPoolKind as sumPool } from "./layers/pooling.js";
export { projectionKind as projection } from "./layers/projection.js";
export {
  resizeBilinearKind as resizeBilinear,
  upsampleBilinearKind as upsampleBilinear,
  upsampleNearestKind as upsampleNearest,
} from "./layers/resizing.js";
export { flattenKind as flatten, reshapeKind as reshape } from "./layers/shaping.js";
export {
  addKind as add,
  concatKind as concat,
  fromTapKind as fromTap,
  multiplyKind as multiply,
  tapKind as tap,
} from "./layers/taps.js";
