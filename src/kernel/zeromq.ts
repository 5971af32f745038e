import { createRequire } from "node:module";

/** tslab's own copy of zeromq, in the thread that asks. */
export function zeromq(): typeof import("zeromq") {
  return createRequire(require.resolve("tslab"))("zeromq") as typeof import("zeromq");
}
