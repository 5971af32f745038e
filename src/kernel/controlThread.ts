import { setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { BusyLoop } from "./busyLoop.js";
import { orderedSend, type Parts } from "./orderedSocket.js";
import { SharedState } from "./sharedState.js";
import { Wire } from "./wire.js";
import { bind, requestSocket } from "./zeromq.js";

/**
 * The kernel's second thread. It holds the control channel, so that Interrupt and shutdown arrive
 * also while a cell keeps the main thread busy; everything else is handed on to the main thread.
 */
export interface ControlPlan {
  readonly address: string;
  readonly key: string;
  readonly state: SharedArrayBuffer;
}

/** From this thread: a request as it came, `bound`, or that the kernel must end. */
export type ControlNews = readonly Uint8Array[] | "bound" | "end";

/** Time that a kernel has for ending by itself, with a running cell saving. */
const farewellMs = 3000;

async function endSoon(): Promise<void> {
  await wait(farewellMs, undefined, { ref: false }); // a kernel that ends sooner does not wait
  process.kill(process.pid, "SIGKILL"); // the main thread never came back
}

/** Ends the kernel once the process that started it has gone; looks once a second. */
function endWithParent(tell: (news: ControlNews) => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    tell("end");
    void endSoon();
  }, 1000);
  timer.unref();
}

/** Undefined for frames that cannot be read; the main thread says so. */
function typeOf(wire: Wire, frames: readonly Buffer[]): string | undefined {
  try {
    return wire.read(frames).header.msg_type;
  } catch {
    return undefined;
  }
}

async function serve({ address, key, state }: ControlPlan): Promise<void> {
  const main = parentPort;
  if (!main) throw new Error("controlThread: expected a worker thread, got the main thread");
  const tell = (news: ControlNews) => main.postMessage(news);
  const socket = requestSocket();
  const send = orderedSend(socket);
  main.on("message", (parts: Parts | "close") => {
    if (parts !== "close") return send(parts.map((part) => Buffer.from(part)));
    socket.close();
    main.close();
  });
  await bind(socket, address);
  tell("bound");
  endWithParent(tell);
  const wire = new Wire(key);
  const busyLoop = new BusyLoop(new SharedState(state));
  for await (const frames of socket) {
    const type = typeOf(wire, frames);
    tell(frames);
    if (type === "interrupt_request") void busyLoop.interrupted();
    if (type === "shutdown_request") void endSoon();
  }
}

void serve(workerData as ControlPlan);
