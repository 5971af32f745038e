import { setTimeout as wait } from "node:timers/promises";

export type Parts = (Buffer | string)[];

/** What the kernel uses of zeromq's sockets. */
export interface ZmqSocket {
  /** Messages kept for a slow reader before the rest is dropped. */
  sendHighWaterMark: number;
  send(parts: Parts): Promise<void>;
}

const pauseMs = 5;

/**
 * A function that sends whatever it is given, in order. zeromq refuses a message while another is
 * being written, which happens at least once in 512 messages, and while the socket is being bound;
 * tslab then loses it. What comes after the socket was closed is dropped.
 */
export function orderedSend(socket: ZmqSocket): (parts: Parts) => void {
  const queue: Parts[] = [];
  let last: Promise<void> = Promise.resolve();
  let draining = false;
  const drain = async () => {
    draining = true;
    for (let [next] = queue; next; [next] = queue) {
      try {
        await last;
        await socket.send(next);
        queue.shift();
      } catch (error) {
        if (Object(error).code === "EBUSY") await wait(pauseMs);
        else queue.length = 0;
      }
    }
    draining = false;
  };
  socket.sendHighWaterMark = 0; // no limit
  return (parts) => {
    if (!draining) {
      try {
        last = socket.send(parts);
        return;
      } catch {
        // busy: this one and what comes meanwhile wait for their turn
      }
    }
    queue.push(parts);
    if (!draining) void drain();
  };
}
