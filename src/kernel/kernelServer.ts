import { setTimeout as wait } from "node:timers/promises";
import type { JupyterHandlerImpl } from "tslab/dist/jupyter.js";

import jupyter = require("tslab/dist/jupyter.js");

import type { CellInterrupts } from "./cellInterrupts.js";
import type { CellOutput } from "./cellOutput.js";
import type { CellOutcome, CellRunner } from "./cellRunner.js";
import { type KernelSocket, orderedSocket, type ZmqSocket } from "./orderedSocket.js";
import type { CellError } from "./tracebacks.js";

type Message = Parameters<jupyter.ZmqServer["handleExecute"]>[1];
type Socket = Parameters<jupyter.ZmqServer["handleShellMessage"]>[0];
type Content = Record<string, unknown>;

interface ExecuteRequest {
  readonly code: string;
  readonly silent?: boolean;
  readonly store_history?: boolean;
  readonly stop_on_error?: boolean;
}

/** Time in which requests that were queued behind a failed cell are read, to be aborted with it. */
const drainMs = 20;
/** Time that a running cell has for saving when the kernel is shut down. */
const farewellMs = 2000;

/**
 * tslab's server, with the protocol's `execute_input`, `execute_result` and `error`, replies that name
 * the error, and the queue behind a failed cell aborted as IPython does it: what had come before the
 * reply was sent, and nothing that came later.
 */
export class KernelServer extends jupyter.ZmqServer {
  private tail: Promise<void> = Promise.resolve();
  private running = false;
  private arrivals = 0;
  private abortedUpTo = 0;
  private count = 0;

  constructor(
    handler: JupyterHandlerImpl,
    configPath: string,
    private readonly runner: CellRunner,
    private readonly output: CellOutput,
    private readonly interrupts: CellInterrupts,
  ) {
    super(handler, configPath);
    for (const name of ["iopub", "shell", "control"]) keepOrdered(this, name);
  }

  /** The reader's Interrupt: the first is a request where the cell listens, the next ends the cell's turn. */
  interrupt(): void {
    const willEnd = this.interrupts.abort();
    if (this.running && !willEnd) this.runner.executor.interrupt();
  }

  override async handleExecute(socket: Socket, message: Message): Promise<void> {
    const arrival = ++this.arrivals;
    const turn = this.tail.then(() => this.take(socket, message, arrival));
    this.tail = turn.catch(() => undefined);
    await turn;
  }

  override close(): void {
    const willEnd = this.interrupts.abort() && this.running;
    void Promise.race([willEnd ? this.tail : undefined, wait(farewellMs)])
      .then(() => wait(drainMs))
      .finally(() => {
        super.close();
        process.exit(0);
      });
  }

  private async take(socket: Socket, message: Message, arrival: number): Promise<void> {
    const request = message.content as ExecuteRequest;
    if (arrival <= this.abortedUpTo) {
      this.send(socket, message, "execute_reply", { status: "aborted" });
      return;
    }
    const { error, result } = await this.execute(message, request);
    if (result !== undefined) {
      this.publish(message, "execute_result", {
        execution_count: this.count,
        data: { "text/plain": result },
        metadata: {},
      });
    }
    if (error) await this.fail(message, request, error);
    const ok = { status: "ok", user_expressions: {}, payload: [] };
    const content = error ? { status: "error", ...error } : ok;
    this.send(socket, message, "execute_reply", { ...content, execution_count: this.count });
  }

  private async execute(message: Message, request: ExecuteRequest): Promise<CellOutcome> {
    const { code, silent = false } = request;
    if (!silent && request.store_history !== false) this.count++;
    if (!silent) this.publish(message, "execute_input", { code, execution_count: this.count });
    this.output.turnTo((type, content) => this.publish(message, type, content));
    Reflect.set(jupyter, "lastWriteDisplayData", (content: Content, update?: boolean) => {
      this.output.flush();
      this.publish(message, update ? "update_display_data" : "display_data", content);
    });
    this.interrupts.beginCell();
    this.running = true;
    const { result, error, stopped } = await this.runner.run(code, this.count);
    this.running = false;
    this.output.flush();
    const told = this.interrupts.interrupted && (stopped || !error);
    if (told || stopped === "at once") {
      return { error: interruption(this.count) };
    }
    if (error) return { error };
    return result === undefined || silent ? {} : { result };
  }

  private async fail(message: Message, request: ExecuteRequest, error: CellError): Promise<void> {
    this.publish(message, "error", { ...error });
    if (request.stop_on_error === false) return;
    await wait(drainMs);
    this.abortedUpTo = this.arrivals;
  }

  private publish(message: Message, type: string, content: Content): void {
    this.send(this.iopub, message, type, content);
  }

  private send(socket: unknown, message: Message, type: string, content: Content): void {
    const reply = message.createReply();
    reply.header.msg_type = type;
    reply.content = content;
    reply.signAndSend(this.connInfo.key, socket);
  }
}

function interruption(cell: number): CellError {
  const evalue = `cell [${cell}] was stopped; what it had made until then is kept`;
  return { ename: "Interrupted", evalue, traceback: [`Interrupted: ${evalue}`] };
}

/** tslab makes its sockets itself: each is taken in hand as it is put into its field. */
function keepOrdered(server: object, name: string): void {
  let kept: KernelSocket | undefined;
  Object.defineProperty(server, name, {
    get: () => kept,
    set: (socket: ZmqSocket) => {
      kept = orderedSocket(socket);
    },
  });
}
