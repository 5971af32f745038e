import { isFullDisk } from "../files.js";

/** Something to write, whole or not at all. */
export type Writing = () => void | Promise<void>;

/** Writes small things in order; while the disk is full they wait in memory, and nothing is lost. */
export class Outbox {
  private readonly waiting: Writing[] = [];
  private full = false;

  constructor(private readonly log: (line: string) => void) {}

  get empty(): boolean {
    return this.waiting.length === 0;
  }

  /** Writes, or keeps for later what finds no room. @throws whatever is not a full disk. */
  async write(...writings: readonly Writing[]): Promise<void> {
    this.waiting.push(...writings);
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      try {
        await next();
      } catch (error) {
        if (!isFullDisk(error)) throw error;
        this.say(true, "disk full: rows and pictures wait in memory; training goes on");
        return;
      }
      this.waiting.shift();
    }
    this.say(false, "room again: rows and pictures are written");
  }

  private say(full: boolean, line: string): void {
    if (full !== this.full) this.log(line);
    this.full = full;
  }
}
