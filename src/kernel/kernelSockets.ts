import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { ControlNews, ControlPlan } from "./controlThread.js";
import { orderedSend, type Parts } from "./orderedSocket.js";
import type { SharedState } from "./sharedState.js";
import { type Content, type Message, Wire } from "./wire.js";
import { bind, publishSocket, requestSocket, zeromq } from "./zeromq.js";

/** A connection file, as Jupyter writes it. */
interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly key: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
}

/** Where a request came from, and where its reply goes. */
export type Channel = "shell" | "control";

/** Who gets the requests. */
export interface Receiver {
  request(channel: Channel, message: Message): void;
  /** Someone listens to what is published from now on. */
  subscribed(): void;
  /** The kernel shall end. */
  end(): void;
  failed(error: unknown): void;
}

/** First byte of what a publishing socket hears of a new listener; of one that left it is 0. */
const subscribes = 1;
const ignore = () => undefined; // told by whoever opens the sockets
/** How long the control thread has for sending what is left. */
const closeMs = 1000;

/** The five sockets of a kernel; the control channel lies in a thread of its own. */
export class KernelSockets {
  private readonly connection: Connection;
  private readonly wire: Wire;
  private readonly shell = requestSocket();
  private readonly iopub = publishSocket();
  private readonly stdin = requestSocket();
  private readonly heartbeat = new (zeromq().Reply)();
  private readonly control: Worker;
  private readonly send: Readonly<Record<Channel | "iopub", (parts: Parts) => void>>;

  constructor(connectionFile: string, state: SharedState) {
    this.connection = JSON.parse(readFileSync(connectionFile, "utf8")) as Connection;
    const { key, control_port } = this.connection;
    this.wire = new Wire(key);
    const plan: ControlPlan = { address: this.address(control_port), key, state: state.buffer };
    this.control = new Worker(join(__dirname, "controlThread.js"), { workerData: plan });
    this.send = {
      shell: orderedSend(this.shell),
      iopub: orderedSend(this.iopub),
      control: (parts) => this.control.postMessage(parts),
    };
  }

  /**
   * Binds the sockets and hands every request to `receiver`.
   * @throws Error of zeromq where a port stays another's; all are closed then.
   */
  async open(receiver: Receiver): Promise<void> {
    try {
      await this.bind(receiver);
    } catch (error) {
      await this.close();
      throw error;
    }
    void this.listen(receiver);
    void this.welcome(receiver);
    void this.beat();
  }

  private async bind(receiver: Receiver): Promise<void> {
    const bound = new Promise<void>((done, fail) => {
      this.control.on("error", fail);
      this.control.on("message", (news: ControlNews) => {
        if (news === "bound") done();
        else if (news === "end") receiver.end();
        // A request may come before the other sockets are bound, and cannot be answered until then.
        else void all.then(() => this.receive("control", news.map(Buffer.from), receiver), ignore);
      });
    });
    const { shell_port, iopub_port, stdin_port, hb_port } = this.connection;
    const all = Promise.all([
      bind(this.shell, this.address(shell_port)),
      bind(this.iopub, this.address(iopub_port)),
      bind(this.stdin, this.address(stdin_port)),
      bind(this.heartbeat, this.address(hb_port)),
      bound,
    ]);
    await all;
  }

  /** Sends an answer to a request. */
  reply(channel: Channel, parent: Message, type: string, content: Content): void {
    this.send[channel](this.wire.write(parent, type, content));
  }

  /** Sends to everyone who listens. */
  publish(parent: Message | undefined, type: string, content: Content): void {
    this.send.iopub(this.wire.write(parent, type, content));
  }

  async close(): Promise<void> {
    const ended = once(this.control, "exit", { signal: AbortSignal.timeout(closeMs) });
    this.control.postMessage("close");
    for (const socket of [this.shell, this.iopub, this.stdin, this.heartbeat]) socket.close();
    await ended.catch(() => undefined);
  }

  private address(port: number): string {
    return `${this.connection.transport}://${this.connection.ip}:${port}`;
  }

  private async listen(receiver: Receiver): Promise<void> {
    for await (const frames of this.shell) this.receive("shell", frames, receiver);
  }

  private receive(channel: Channel, frames: readonly Buffer[], receiver: Receiver): void {
    try {
      receiver.request(channel, this.wire.read(frames));
    } catch (error) {
      receiver.failed(error);
    }
  }

  private async welcome(receiver: Receiver): Promise<void> {
    for await (const [change] of this.iopub) if (change?.[0] === subscribes) receiver.subscribed();
  }

  private async beat(): Promise<void> {
    for await (const frames of this.heartbeat) await this.heartbeat.send(frames);
  }
}
