import type { SharedState } from "./sharedState.js";

/**
 * Where code that runs in a cell finds the kernel's abort signal:
 * `globalThis[Symbol.for("gan-atelier.interrupt")]?.signal`. Outside a kernel it is undefined.
 */
export const interruptKey = Symbol.for("gan-atelier.interrupt");

/** What `interruptKey` names. Whoever reads `signal` promises to end soon after it is aborted. */
export interface InterruptHook {
  /** Aborted by the reader's Interrupt; a new one for each cell. */
  readonly signal: AbortSignal;
}

/** The abort signals of the cells, and whether the running cell has looked at its own. */
export class CellInterrupts {
  /** Whether the running cell was told to stop. */
  interrupted = false;
  private current = new AbortController();
  private heard: AbortController[] = [];

  constructor(private readonly state: SharedState) {}

  /** Whether the running cell has looked at its signal. */
  get listening(): boolean {
    return this.state.get("listening") === 1;
  }

  install(): void {
    const read = () => this.read();
    const hook: InterruptHook = {
      get signal() {
        return read();
      },
    };
    Object.defineProperty(globalThis, interruptKey, { value: hook, configurable: true });
  }

  beginCell(): void {
    this.interrupted = false;
    this.state.set("listening", 0);
    this.state.count("cell");
    this.current = new AbortController();
  }

  endCell(): void {
    this.state.count("cell");
  }

  /**
   * Aborts the signal of the running cell, and those of earlier cells whose work may still go on.
   * @returns whether the running cell may be expected to end by itself: it looked at its signal and
   * had not been told before.
   */
  abort(): boolean {
    const first = this.listening && !this.interrupted;
    this.interrupted = true;
    for (const controller of this.heard.splice(0)) controller.abort();
    return first;
  }

  private read(): AbortSignal {
    this.state.set("listening", 1);
    if (!this.heard.includes(this.current)) this.heard.push(this.current);
    return this.current.signal;
  }
}
