import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kernelSpec } from "../../src/kernel/kernelSpec.js";

const zmq: typeof import("zeromq") = createRequire(require.resolve("tslab"))("zeromq");

/** One message of the kernel, as far as the tests look at it. */
export interface KernelMessage {
  readonly type: string;
  readonly parent: string;
  readonly content: Record<string, unknown>;
}

/** What a cell sent: its reply, and everything on iopub until it was idle. */
export interface CellAnswer {
  readonly status: string;
  readonly reply: Record<string, unknown>;
  readonly messages: readonly KernelMessage[];
  /** What was printed. */
  readonly printed: string;
  /** The plain text of the last expression, or "". */
  readonly result: string;
  /** The traceback of a failed cell, or "". */
  readonly traceback: string;
}

/** Ports that nobody listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => Object(server.address()).port as number);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

/** Frames as they came from a socket. */
function messageOf(frames: readonly Buffer[]): KernelMessage {
  const at = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
  const [header, parent, , content] = frames
    .slice(at + 2)
    .map((frame) => JSON.parse(frame.toString()) as Record<string, unknown>);
  return {
    type: String(header?.msg_type),
    parent: String(parent?.msg_id),
    content: content ?? {},
  };
}

function answerOf(reply: KernelMessage, messages: readonly KernelMessage[]): CellAnswer {
  const contents = (type: string) => messages.filter((m) => m.type === type).map((m) => m.content);
  const [result] = contents("execute_result");
  const [error] = contents("error");
  return {
    status: String(reply.content.status),
    reply: reply.content,
    messages,
    printed: contents("stream")
      .map(({ text }) => text)
      .join(""),
    result: result ? String(Object(result.data)["text/plain"]) : "",
    traceback: error ? (error.traceback as string[]).join("\n") : "",
  };
}

interface KernelStart {
  readonly between?: boolean;
  readonly ports?: readonly number[];
}

/** A kernel started as Jupyter starts it, and a client of it that speaks the protocol's minimum. */
export class KernelClient {
  readonly process: ChildProcess;
  private readonly shell = new zmq.Dealer();
  private readonly control = new zmq.Dealer();
  private readonly iopub = new zmq.Subscriber();
  private readonly key = randomUUID();
  private readonly session = randomUUID();
  private readonly messages: KernelMessage[] = [];
  private readonly replies = new Map<string, KernelMessage>();
  private wake: () => void = () => undefined;

  private constructor(
    private readonly cwd: string,
    private readonly ports: readonly number[],
    between = false,
    private readonly folder = mkdtempSync(join(tmpdir(), "kernel-")),
  ) {
    const [shell_port, iopub_port, stdin_port, control_port, hb_port] = ports;
    const file = join(folder, "connection.json");
    const address = { ip: "127.0.0.1", transport: "tcp", key: this.key };
    const named = { shell_port, iopub_port, stdin_port, control_port, hb_port };
    writeFileSync(file, JSON.stringify({ ...address, ...named }));
    const command = kernelSpec().argv.map((word) => (word === "{connection_file}" ? file : word));
    const [program = "", ...rest] = between
      ? ["sh", "-c", '"$0" "$@" & wait', ...command]
      : command;
    this.process = spawn(program, rest, { cwd, stdio: ["ignore", "inherit", "inherit"] });
    this.shell.connect(`tcp://127.0.0.1:${shell_port}`);
    this.control.connect(`tcp://127.0.0.1:${control_port}`);
    this.iopub.connect(`tcp://127.0.0.1:${iopub_port}`);
    this.iopub.subscribe();
    void this.listen(this.shell, true);
    void this.listen(this.control, true);
    void this.listen(this.iopub, false);
  }

  /**
   * Starts a kernel whose working directory is `cwd`, and waits until it answers and is heard.
   * @param start `between`: whether `process` is a shell that started the kernel, instead of the
   * kernel; `ports`: of shell, iopub, stdin, control and heartbeat, free ones by default.
   */
  static async start(cwd: string, start: KernelStart = {}): Promise<KernelClient> {
    const { between = false, ports = await freePorts(5) } = start;
    const client = new KernelClient(cwd, ports, between);
    try {
      return await client.ready();
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** Waits for the kernel to end, and starts it again as Jupyter does, on the same connection file. */
  async restarted(): Promise<KernelClient> {
    const { process: child, cwd, ports, folder } = this;
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    for (const socket of [this.shell, this.control, this.iopub]) socket.close();
    return await new KernelClient(cwd, ports, false, folder).ready();
  }

  /** Sends a cell and does not wait. */
  async queue(code: string): Promise<string> {
    const request = { code, silent: false, store_history: true, stop_on_error: true };
    return await this.send(this.shell, "execute_request", request);
  }

  /** Waits for the reply to a cell and its idle state. */
  async answer(id: string): Promise<CellAnswer> {
    const of = () => this.messages.filter(({ parent }) => parent === id);
    const idle = () => of().some(({ content }) => content.execution_state === "idle");
    await this.until(() => this.replies.has(id) && idle(), 60_000);
    const reply = this.replies.get(id);
    if (!reply) throw new Error("no reply");
    return answerOf(reply, of());
  }

  /** Runs one cell. */
  async run(code: string): Promise<CellAnswer> {
    return await this.answer(await this.queue(code));
  }

  /** Waits until a cell has printed `text`. */
  async printed(id: string, text: string): Promise<void> {
    const found = () =>
      this.messages.some((m) => m.parent === id && String(m.content.text).includes(text));
    await this.until(found, 30_000);
  }

  /** Presses Stop, as the kernelspec's interrupt mode says. */
  async interrupt(): Promise<void> {
    await this.send(this.control, "interrupt_request", {});
  }

  /** Sends a request on the shell channel and waits for its reply. */
  async ask(type: string, content: object): Promise<Record<string, unknown>> {
    const id = await this.send(this.shell, `${type}_request`, content);
    await this.until(() => this.replies.has(id), 60_000);
    return this.replies.get(id)?.content ?? {};
  }

  /** Everything on iopub since the client was started. */
  heard(): readonly KernelMessage[] {
    return this.messages;
  }

  /** The first thing that someone hears who begins to listen now. */
  async heardByNewcomer(): Promise<KernelMessage> {
    const newcomer = new zmq.Subscriber({ receiveTimeout: 10_000 });
    try {
      newcomer.connect(`tcp://127.0.0.1:${this.ports[1]}`);
      newcomer.subscribe();
      return messageOf(await newcomer.receive());
    } finally {
      newcomer.close();
    }
  }

  /** Asks the kernel to end, as Jupyter does; returns the exit status. */
  async shutdown(): Promise<number | null> {
    await this.send(this.control, "shutdown_request", { restart: false });
    if (this.process.exitCode === null) await once(this.process, "exit");
    this.close();
    return this.process.exitCode;
  }

  /** Lets go of the kernel's sockets and files, and ends it if it still lives. */
  close(): void {
    this.process.kill("SIGKILL");
    for (const socket of [this.shell, this.control, this.iopub]) socket.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Waits until the kernel answers and is heard. */
  private async ready(): Promise<KernelClient> {
    for (;;) {
      const id = await this.send(this.shell, "kernel_info_request", {});
      await this.until(() => this.replies.has(id), 30_000);
      if (this.messages.some(({ parent }) => parent === id)) return this;
    }
  }

  private async listen(socket: AsyncIterable<Buffer[]>, isReply: boolean): Promise<void> {
    for await (const frames of socket) {
      const message = messageOf(frames);
      if (isReply) this.replies.set(message.parent, message);
      else this.messages.push(message);
      this.wake();
    }
  }

  private async send(
    socket: { send: (parts: string[]) => Promise<void> },
    type: string,
    content: object,
  ) {
    const msg_id = randomUUID();
    const identity = { msg_id, session: this.session, username: "test", version: "5.3" };
    const header = { ...identity, msg_type: type, date: new Date().toISOString() };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    const signature = createHmac("sha256", this.key).update(parts.join("")).digest("hex");
    await socket.send(["<IDS|MSG>", signature, ...parts]);
    return msg_id;
  }

  private async until(condition: () => boolean, limitMs: number): Promise<void> {
    const end = Date.now() + limitMs;
    while (!condition()) {
      const { exitCode } = this.process;
      if (exitCode !== null) throw new Error(`the kernel has ended with status ${exitCode}`);
      if (Date.now() > end) throw new Error(`the kernel did not answer in ${limitMs} ms`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, 100);
      });
    }
  }
}
