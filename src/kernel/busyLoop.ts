import { Session } from "node:inspector";
import { setTimeout as wait } from "node:timers/promises";
import { phases, type SharedState } from "./sharedState.js";

/** How long a busy cell is given to hear of an Interrupt. */
const patienceMs = 500;
/** As `patienceMs`, for a cell that listens: one step of training may take that long. */
const stepMs = 20_000;
const lookMs = 100;

/** Ends whatever JavaScript the main thread runs; nothing in it can catch that. */
function terminateMainThread(): Promise<void> {
  const session = new Session();
  session.connectToMainThread();
  return new Promise((done) => {
    session.post("Runtime.terminateExecution", () => {
      session.disconnect();
      done();
    });
  });
}

/**
 * Ends loops that never yield, from the control thread: where the main thread does not hear of an
 * Interrupt in time because a cell keeps it busy, Node is asked to end the cell's first part, and the
 * JavaScript of its later parts is terminated.
 */
export class BusyLoop {
  private toldCell = -1;

  constructor(private readonly state: SharedState) {}

  /** Call when the reader has pressed Interrupt. */
  async interrupted(): Promise<void> {
    const { state } = this;
    const [cell, heard] = [state.get("cell"), state.get("heard")];
    const again = this.toldCell === cell;
    this.toldCell = cell;
    const end = Date.now() + (state.get("listening") && !again ? stepMs : patienceMs);
    while (state.get("heard") === heard && state.get("cell") === cell) {
      const phase = state.get("phase");
      if (phase === phases.start) process.kill(process.pid, "SIGINT");
      if (phase === phases.cell && Date.now() > end) return await terminateMainThread();
      await wait(lookMs);
    }
  }
}
