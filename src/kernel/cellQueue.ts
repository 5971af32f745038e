import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import { askedAbout, helpAt } from "./help.js";
import { History } from "./history.js";
import type { Channel, KernelSockets } from "./kernelSockets.js";
import type { LiveCell } from "./liveCell.js";
import type { CellError } from "./tracebacks.js";
import type { Content, Message } from "./wire.js";

interface ExecuteRequest {
  readonly code: string;
  readonly silent: boolean;
  readonly storeHistory: boolean;
  readonly stopOnError: boolean;
}

/** What a request asks for, with the protocol's defaults. */
const requestOf = ({ code, silent, store_history, stop_on_error }: Content): ExecuteRequest => ({
  code: String(code),
  silent: silent === true,
  storeHistory: store_history !== false,
  stopOnError: stop_on_error !== false,
});

/** Time in which requests that were queued behind a failed cell are read, to be aborted with it. */
const drainMs = 20;

/**
 * The cells in the order of their arrival, with `execute_input`, `execute_result` and `error`, replies
 * that name the error, and the queue behind a failed cell aborted as IPython does it: what had come
 * before the reply was sent, and nothing that came later.
 */
export class CellQueue {
  readonly history = new History();
  /** The request that is being worked on. */
  current: Message | undefined;
  private tail: Promise<void> = Promise.resolve();
  private arrivals = 0;
  private abortedUpTo = 0;
  private count = 0;

  constructor(
    private readonly sockets: KernelSockets,
    private readonly cells: LiveCell,
  ) {}

  /** Takes a cell's turn when all before it have ended. */
  add(channel: Channel, message: Message): void {
    const arrival = ++this.arrivals;
    this.tail = this.tail.then(async () => {
      await turn(); // a cell's code never shares a turn of the event loop with the reading of requests
      this.current = message;
      this.sockets.publish(message, "status", { execution_state: "busy" });
      const content = await this.take(message, arrival).catch(ourMistake);
      this.sockets.reply(channel, message, "execute_reply", content);
      this.current = undefined;
      this.sockets.publish(message, "status", { execution_state: "idle" });
    });
  }

  /** Resolves when no cell runs or waits. */
  async ended(): Promise<void> {
    await this.tail;
  }

  private async take(message: Message, arrival: number): Promise<Content> {
    const request = requestOf(message.content);
    if (arrival <= this.abortedUpTo) return { status: "aborted" };
    const { error, payload } = await this.execute(message, request);
    if (!error) {
      const ok = { status: "ok", user_expressions: {}, payload };
      return { ...ok, execution_count: this.count };
    }
    this.sockets.publish(message, "error", { ...error });
    if (request.stopOnError) {
      await wait(drainMs);
      this.abortedUpTo = this.arrivals;
    }
    return { status: "error", ...error, execution_count: this.count };
  }

  private async execute(
    message: Message,
    request: ExecuteRequest,
  ): Promise<{ error?: CellError | undefined; payload: readonly Content[] }> {
    const { code, silent, storeHistory } = request;
    if (!silent && storeHistory) this.history.add(++this.count, code);
    if (!silent) {
      this.sockets.publish(message, "execute_input", { code, execution_count: this.count });
    }
    const asked = askedAbout(code);
    if (asked) return { payload: [this.page(asked)] };
    const { error, result } = await this.cells.run(code, this.count, (type, content) =>
      this.sockets.publish(message, type, content),
    );
    if (error || result === undefined || silent) return { error, payload: [] };
    this.history.result(result);
    const data = { "text/plain": result };
    const content = { execution_count: this.count, data, metadata: {} };
    this.sockets.publish(message, "execute_result", content);
    return { payload: [] };
  }

  /** A page of help, as IPython answers `name?`. */
  private page(asked: string): Content {
    const help = helpAt(this.cells.executor, asked, asked.length);
    const data = help ?? { "text/plain": `${asked}: nothing is known by this name` };
    return { source: "page", data, start: 0 };
  }
}

/** A failure of the kernel itself must not end the queue. */
function ourMistake(error: unknown): Content {
  const { name: ename, message: evalue, stack = "" } = error as Error;
  return { status: "error", ename, evalue, traceback: stack.split("\n") };
}
