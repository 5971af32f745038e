import { setImmediate } from "node:timers/promises";
import { ConfigError, expected } from "../errors.js";

/** How far a work of known length is. */
export interface WorkProgress {
  readonly done: number;
  readonly total: number;
  /** Since the work began. */
  readonly seconds: number;
}

/** How a work is followed and stopped. */
export interface Watched {
  /** Ends the work after the part at hand; what is done is kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: WorkProgress) => void;
}

/** A work of known length that says how far it is and lets itself be stopped between its parts. */
export class Work {
  private readonly began = performance.now();
  private done = 0;

  constructor(
    private readonly total: number,
    private readonly watched: Watched = {},
  ) {}

  /** Whether someone wants it to end. */
  get stopped(): boolean {
    return this.watched.signal?.aborted ?? false;
  }

  /** Says that a part is done, and lets signals and writers have their turn. */
  async advance(parts = 1): Promise<void> {
    this.done += parts;
    const seconds = (performance.now() - this.began) / 1000;
    this.watched.onProgress?.({ done: this.done, total: this.total, seconds });
    await setImmediate();
  }
}

/** The sentence of a work whose half is of no use. @throws ConfigError. */
export function refuseHalf(what: string): never {
  throw new ConfigError(expected(what, "the whole of it", "a stop; nothing was kept"));
}
