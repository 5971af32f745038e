import type { Page } from "playwright-core";

const keptLines = 40;
const word = /"(?:msg_type|execution_state)": ?"(\w+)"/g;

/** What passes between a page and its kernels, to be told when a test waits in vain. */
export class KernelTraffic {
  private readonly lines: string[] = [];
  private readonly began = Date.now();

  constructor(page: Page) {
    page.on("websocket", (socket) => {
      const { pathname } = new URL(socket.url());
      if (!pathname.includes("/kernels/")) return;
      const note = (what: string) =>
        this.note(`${pathname.split("/").at(-2)?.slice(0, 8)} ${what}`);
      note("opened");
      socket.on("framesent", ({ payload }) => note(`> ${wordsOf(payload)}`));
      socket.on("framereceived", ({ payload }) => note(`< ${wordsOf(payload)}`));
      socket.on("close", () => note("closed"));
    });
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (!/\/(restart|interrupt)$/.test(pathname)) return;
      this.note(`${response.status()} ${response.request().method()} ${pathname}`);
    });
  }

  /** The last lines: seconds, kernel, direction, kinds of messages. */
  last(): string {
    return this.lines.join("\n");
  }

  private note(what: string): void {
    const seconds = ((Date.now() - this.began) / 1000).toFixed(2);
    this.lines.push(`${seconds} s ${what}`);
    if (this.lines.length > keptLines) this.lines.shift();
  }
}

function wordsOf(payload: string | Buffer): string {
  return [...payload.toString("latin1").matchAll(word)].map((match) => match[1]).join(" ");
}
