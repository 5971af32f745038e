import { readFileSync } from "node:fs";

/** A process: numbers of processes come round again, so where it is known also when it began. */
export interface ProcessMark {
  readonly pid: number;
  /** Clock ticks from the machine's start to the process's, as Linux counts them. */
  readonly processBegun?: string;
}

/** State letter and beginning of a process, from Linux's own table. */
function tableEntry(pid: number): { readonly state: string; readonly begun: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" "); // the name may hold anything
    return { state: fields[0] ?? "", begun: fields[19] ?? "" };
  } catch {
    return undefined; // no such process, or no such table
  }
}

/** This process, so that a later one can tell whether it still lives. */
export function ownMark(): ProcessMark {
  const { pid } = process;
  const entry = tableEntry(pid);
  return entry ? { pid, processBegun: entry.begun } : { pid };
}

/** Whether the very process that left a mark still runs; one that nobody has buried yet does not. */
export function isAlive({ pid, processBegun }: ProcessMark): boolean {
  const entry = tableEntry(pid);
  if (entry?.state === "Z") return false;
  if (entry && processBegun !== undefined) return entry.begun === processBegun;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
