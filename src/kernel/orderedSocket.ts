export type Parts = (Buffer | string)[];

/** What the kernel uses of zeromq's sockets. */
export interface ZmqSocket {
  /** Messages kept for a slow reader before the rest is dropped. */
  sendHighWaterMark: number;
  send(parts: Parts): Promise<void>;
}

/**
 * A function that sends whatever it is given, in order. zeromq refuses a message while another is
 * being written, which happens at least once in 512 messages, and tslab then loses it.
 */
export function orderedSend(socket: ZmqSocket): (parts: Parts) => void {
  const queue: Parts[] = [];
  let last: Promise<void> = Promise.resolve();
  let draining = false;
  const drain = async () => {
    await last;
    for (let next = queue.shift(); next; next = queue.shift()) await socket.send(next);
    draining = false;
  };
  socket.sendHighWaterMark = 0; // no limit
  return (parts) => {
    if (!draining) {
      try {
        last = socket.send(parts);
        return;
      } catch {
        draining = true; // busy: what comes now waits for its turn
        void drain();
      }
    }
    queue.push(parts);
  };
}
