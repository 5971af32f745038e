type Name = "stdout" | "stderr";
type Send = (type: string, content: Record<string, unknown>) => void;

/** Characters after which text is sent without waiting for the cell to yield. */
const enough = 16_384;

/**
 * Sends what the process prints to the cell that ran last, many writes in one message, in order.
 * Text printed before the first cell goes where it always went.
 */
export class CellOutput {
  private send: Send | undefined;
  private name: Name = "stdout";
  private text = "";
  private scheduled = false;

  install(): void {
    for (const name of ["stdout", "stderr"] as const) {
      const decoder = new TextDecoder();
      const original = process[name].write.bind(process[name]) as (...all: unknown[]) => boolean;
      const write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
        if (!this.send) return original(chunk, ...rest);
        this.add(name, typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }));
        const done = rest.find((argument) => typeof argument === "function");
        if (done) queueMicrotask(done as () => void);
        return true;
      };
      process[name].write = write;
    }
  }

  /** From now on text belongs to another cell. */
  turnTo(send: Send): void {
    this.flush();
    this.send = send;
  }

  flush(): void {
    if (this.text === "") return;
    const { text } = this;
    this.text = "";
    this.send?.("stream", { name: this.name, text });
  }

  private add(name: Name, text: string): void {
    if (name !== this.name) this.flush();
    this.name = name;
    this.text += text;
    if (this.text.length > enough) this.flush();
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.flush();
    });
  }
}
