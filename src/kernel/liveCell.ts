import type { Executor } from "tslab/dist/executor.js";

import jupyter = require("tslab/dist/jupyter.js");

import type { CellInterrupts } from "./cellInterrupts.js";
import type { CellOutput, Send } from "./cellOutput.js";
import type { CellOutcome, CellRunner } from "./cellRunner.js";
import type { CellScopes } from "./cellScopes.js";
import type { RunningNote } from "./runningNote.js";
import type { CellError } from "./tracebacks.js";

/** Time in which a cell whose turn was ended must have come to its end. */
const lostMs = 300;

function interruption(cell: number): CellError {
  const evalue = `cell [${cell}] was stopped; what it had made until then is kept`;
  return { ename: "Interrupted", evalue, traceback: [`Interrupted: ${evalue}`] };
}

/** The parts of the kernel that a running cell is surrounded by. */
export interface Surroundings {
  readonly runner: CellRunner;
  readonly output: CellOutput;
  readonly interrupts: CellInterrupts;
  readonly scopes: CellScopes;
  readonly note: RunningNote;
}

/** The one cell that runs: where its output goes, and how it is stopped. */
export class LiveCell {
  readonly executor: Executor;
  private send: Send | undefined;
  private giveUp: (() => void) | undefined;

  constructor(private readonly parts: Surroundings) {
    this.executor = parts.runner.executor;
  }

  /** The reader's Interrupt: the first is a request where the cell listens, the next ends its turn. */
  interrupt(): void {
    const { interrupts, scopes } = this.parts;
    scopes.leave();
    const willEnd = interrupts.abort();
    if (!this.giveUp || willEnd) return;
    if (!interrupts.listening) scopes.freeze();
    this.executor.interrupt();
    setTimeout(this.giveUp, lostMs);
  }

  /** What follows in this turn of the event loop is not the cell's. */
  leave(): void {
    this.parts.scopes.leave();
  }

  /** Asks a cell that listens to end; returns whether one does. */
  farewell(): boolean {
    return this.parts.interrupts.abort() && this.giveUp !== undefined;
  }

  /** The protocol's `clear_output`, for the cell that ran last. */
  clearOutput(wait: boolean): void {
    this.parts.output.flush();
    this.send?.("clear_output", { wait });
  }

  /** @param cell the cell's number, under which tracebacks name it. */
  async run(code: string, cell: number, send: Send): Promise<CellOutcome> {
    const { runner, output, interrupts, scopes, note } = this.parts;
    this.send = send;
    output.turnTo(send);
    this.tellOfCrash(note.takeLast());
    note.begin(cell, code);
    interrupts.beginCell();
    const given = new Promise<CellOutcome>((resolve) => {
      this.giveUp = () => resolve({ error: interruption(cell), stopped: "at once" });
    });
    this.writeDisplaysTo(send);
    const ran = scopes.run(() => runner.run(code, cell));
    const { result, error, stopped } = await Promise.race([ran, given]);
    scopes.leave();
    this.giveUp = undefined;
    interrupts.endCell();
    note.end();
    output.endCell();
    const told = interrupts.interrupted && (stopped || !error);
    if (told || stopped === "at once") return { error: interruption(cell) };
    return error ? { error } : result === undefined ? {} : { result };
  }

  private tellOfCrash(last: string | undefined): void {
    if (last === undefined) return;
    process.stderr.write(
      `The kernel before this one ended unexpectedly in ${last}; its variables are gone.\n`,
    );
  }

  private writeDisplaysTo(send: Send): void {
    const write = (content: Record<string, unknown>, update?: boolean) => {
      this.parts.output.flush();
      send(update ? "update_display_data" : "display_data", content);
    };
    Reflect.set(jupyter, "lastWriteDisplayData", write);
  }
}
