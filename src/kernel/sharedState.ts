/** What the control thread may read while the main thread is busy. */
const slots = { phase: 0, listening: 1, cell: 2, heard: 3 } as const;

/**
 * What the main thread is doing: `kernel`, its own work; `start`, a cell until its first await, where
 * Node ends it on SIGINT; `cell`, the rest of it.
 */
export const phases = { kernel: 0, start: 1, cell: 2 } as const;

/** Four numbers that the two threads of the kernel share. */
export class SharedState {
  private readonly numbers: Int32Array;

  constructor(readonly buffer = new SharedArrayBuffer(4 * Object.keys(slots).length)) {
    this.numbers = new Int32Array(buffer);
  }

  get(slot: keyof typeof slots): number {
    return Atomics.load(this.numbers, slots[slot]);
  }

  set(slot: keyof typeof slots, value: number): void {
    Atomics.store(this.numbers, slots[slot], value);
  }

  /** Counts one more in a slot. */
  count(slot: keyof typeof slots): void {
    Atomics.add(this.numbers, slots[slot], 1);
  }
}
