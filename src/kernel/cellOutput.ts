type Name = "stdout" | "stderr";
/** Sends one message of a cell. */
export type Send = (type: string, content: Record<string, unknown>) => void;

/** Node's own, not the one that may be frozen with a cell. */
const later = setImmediate;
/** Characters of one cell that are shown; Jupyter's server drops messages beyond 3 MB in 3 s. */
const mostOfACell = 2_000_000;
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
  private room = mostOfACell;
  private dropped = 0;

  install(): void {
    for (const name of ["stdout", "stderr"] as const) {
      const decoder = new TextDecoder();
      const original = process[name].write.bind(process[name]) as (...all: unknown[]) => boolean;
      const write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
        if (!this.send) return original(chunk, ...rest);
        const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
        this.add(name, text);
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
    this.room = mostOfACell;
    this.dropped = 0;
  }

  /** Sends what is left, and says how much of a very long output was not shown. */
  endCell(): void {
    this.flush();
    if (this.dropped === 0) return;
    const text =
      `\n[${count(mostOfACell)} characters of this cell are shown, ${count(this.dropped)} more ` +
      "are not: write long texts to a file]\n";
    this.send?.("stream", { name: "stderr", text });
    this.dropped = 0;
  }

  flush(): void {
    if (this.text === "") return;
    const { text } = this;
    this.text = "";
    this.send?.("stream", { name: this.name, text });
  }

  private add(name: Name, whole: string): void {
    const text = whole.slice(0, this.room);
    this.room -= text.length;
    this.dropped += whole.length - text.length;
    if (text === "") return;
    if (name !== this.name) this.flush();
    this.name = name;
    this.text += text;
    if (this.text.length > enough) this.flush();
    if (this.scheduled) return;
    this.scheduled = true;
    later(() => {
      this.scheduled = false;
      this.flush();
    });
  }
}

function count(characters: number): string {
  return characters.toLocaleString("en");
}
