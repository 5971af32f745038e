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

/**
 * A socket for publishing that tells of everyone who begins to listen: what was sent before is lost
 * for them, and a page that connects again just after Restart asks for more than it then hears.
 */
export function publishSocket() {
  return new (zeromq().XPublisher)({ verbosity: "allSubs" });
}
