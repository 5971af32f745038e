type Parts = readonly (Buffer | string)[];

/** What tslab uses of zeromq's sockets. */
export interface KernelSocket {
  send(parts: Parts): Promise<void>;
  bind(address: string): Promise<void>;
  close(): void;
  [Symbol.asyncIterator](): AsyncIterator<unknown>;
}

/** zeromq's own: `sendHighWaterMark` messages are kept for a slow reader before the rest is dropped. */
export interface ZmqSocket extends KernelSocket {
  sendHighWaterMark: number;
}

/**
 * A socket that sends whatever it is given, in order. zeromq refuses a message while another is being
 * written, which happens at least once in 512 messages, and tslab then loses it.
 */
export function orderedSocket(socket: ZmqSocket): KernelSocket {
  const queue: Parts[] = [];
  let last: Promise<void> = Promise.resolve();
  let draining = false;
  const drain = async () => {
    await last;
    for (let next = queue.shift(); next; next = queue.shift()) await socket.send(next);
    draining = false;
  };
  socket.sendHighWaterMark = 0; // no limit
  return {
    bind: (address) => socket.bind(address),
    close: () => socket.close(),
    [Symbol.asyncIterator]: () => socket[Symbol.asyncIterator](),
    send: async (parts) => {
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
    },
  };
}
