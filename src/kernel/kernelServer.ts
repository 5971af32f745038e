import { setTimeout as wait } from "node:timers/promises";
import { completion, inspection, isComplete, kernelInfo } from "./answers.js";
import { endKernel } from "./cellGuards.js";
import type { CellQueue } from "./cellQueue.js";
import type { HistoryRequest } from "./history.js";
import type { Channel, KernelSockets, Receiver } from "./kernelSockets.js";
import type { LiveCell } from "./liveCell.js";
import { phases, type SharedState } from "./sharedState.js";
import type { Tracebacks } from "./tracebacks.js";
import type { Content, Message } from "./wire.js";

/** Time that a running cell has for saving when the kernel is shut down. */
const farewellMs = 2000;
/** Time for what was just sent to leave. */
const lastWordsMs = 20;

/** Answers every request of the protocol: cells in their order, everything else at once. */
export class KernelServer implements Receiver {
  private readonly answers: Readonly<Record<string, (content: never) => Content>>;
  private ending = false;

  constructor(
    private readonly sockets: KernelSockets,
    private readonly queue: CellQueue,
    private readonly cell: LiveCell,
    private readonly tracebacks: Tracebacks,
    private readonly state: SharedState,
  ) {
    this.answers = {
      kernel_info_request: kernelInfo,
      is_complete_request: isComplete,
      inspect_request: (content) => inspection(cell.executor, content),
      complete_request: (content) => completion(cell.executor, content),
      history_request: (content: HistoryRequest) => this.history(content),
      comm_info_request: () => ({ status: "ok", comms: {} }),
      interrupt_request: () => this.interrupt(),
      shutdown_request: ({ restart }: Content) => ({ status: "ok", restart: restart === true }),
    };
  }

  async open(): Promise<void> {
    await this.sockets.open(this);
    this.sockets.publish(undefined, "status", { execution_state: "starting" });
  }

  request(channel: Channel, message: Message): void {
    const { msg_type } = message.header;
    this.cell.leave();
    if (msg_type === "execute_request") this.queue.add(channel, message);
    else this.answer(channel, message, msg_type);
  }

  private answer(channel: Channel, message: Message, msg_type: string): void {
    this.sockets.publish(message, "status", { execution_state: "busy" });
    if (msg_type === "comm_open") {
      this.sockets.publish(message, "comm_close", { comm_id: message.content.comm_id, data: {} });
    }
    const answer = this.answers[msg_type];
    if (answer) {
      const type = msg_type.replace("request", "reply");
      this.sockets.reply(channel, message, type, this.undisturbed(answer, message.content));
    }
    this.sockets.publish(message, "status", { execution_state: "idle" });
    // The last word on the kernel's state is what a reader sees.
    if (this.queue.current) this.subscribed();
    if (msg_type === "shutdown_request") this.end();
  }

  subscribed(): void {
    const { current } = this.queue;
    const execution_state = current ? "busy" : "idle";
    this.sockets.publish(current, "status", { execution_state });
  }

  /** The reader has pressed Stop. */
  interrupt(): Content {
    this.state.count("heard");
    this.cell.interrupt();
    return { status: "ok" };
  }

  end(): void {
    if (this.ending) return;
    this.ending = true;
    const cell = this.cell.farewell() ? this.queue.ended() : undefined;
    void Promise.race([cell, wait(farewellMs)])
      .then(() => wait(lastWordsMs))
      .then(() => this.sockets.close())
      .finally(() => endKernel(0));
  }

  failed(error: unknown): void {
    process.stderr.write(`${this.tracebacks.ofThrown(error).traceback.join("\n")}\n`);
  }

  /** An answer that no Interrupt meant for the running cell cuts short; what it throws is its content. */
  private undisturbed(answer: (content: never) => Content, content: Content): Content {
    const phase = this.state.get("phase");
    this.state.set("phase", phases.kernel);
    try {
      return answer(content as never);
    } catch (error) {
      return { status: "error", ...this.tracebacks.ofThrown(error) };
    } finally {
      this.state.set("phase", phase);
    }
  }

  private history(request: HistoryRequest): Content {
    return { status: "ok", history: this.queue.history.find(request) };
  }
}
