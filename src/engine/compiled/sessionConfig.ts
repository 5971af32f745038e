import type { Precision } from "../precision.js";
import { type Message, putInteger, putMessage } from "./protobuf.js";

/** RewriterConfig.Toggle (rewriter_config.proto). */
const ON = 1;

/**
 * How a graph is run, as a ConfigProto (config.proto). With bfloat16, TensorFlow's own rewriter
 * keeps whole chains of operations in bfloat16, where oneDNN has them, and casts at their ends;
 * variables stay float32, and probabilities (`openEngine`). A GPU's memory is taken as needed, not all of it at once.
 */
export function sessionConfig(precision: Precision): Uint8Array {
  const config: Message = [];
  putMessage(config, 6, (gpu) => putInteger(gpu, 4, 1)); // gpu_options.allow_growth
  putInteger(config, 7, 1); // allow_soft_placement
  if (precision === "bfloat16") {
    putMessage(config, 10, (graph) => {
      // graph_options.rewrite_options.auto_mixed_precision_onednn_bfloat16
      putMessage(graph, 10, (rewriter) => putInteger(rewriter, 31, ON));
    });
  }
  return Buffer.concat(config);
}
