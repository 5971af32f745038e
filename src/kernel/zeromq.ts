import { createRequire } from "node:module";

/** tslab's own copy of zeromq, in the thread that asks. */
export function zeromq(): typeof import("zeromq") {
  return createRequire(require.resolve("tslab"))("zeromq") as typeof import("zeromq");
}

/**
 * A socket for requests. Of two clients with one identity the newer is heard: a page that connects
 * again after Restart would otherwise stay unheard for as long as its first connection lingers.
 */
export function requestSocket() {
  const socket = new (zeromq().Router)();
  socket.handover = true;
  return socket;
}
