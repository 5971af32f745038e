import { createRequire } from "node:module";
import { setTimeout as wait } from "node:timers/promises";

/** How long an address may stay another's before the kernel gives up, and the time between two tries. */
const patienceMs = 5000;
const pauseMs = 100;

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

/**
 * Binds a socket, again and again while the address is in use: between the end of a kernel and its
 * Restart on the same ports any program of the machine may be given one of them for a moment.
 * @throws Error of zeromq, with code and address, after five seconds.
 */
export async function bind(
  socket: { bind: (address: string) => Promise<void> },
  address: string,
): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return await socket.bind(address);
    } catch (error) {
      if (Object(error).code !== "EADDRINUSE" || Date.now() > end) throw error;
      await wait(pauseMs);
    }
  }
}
