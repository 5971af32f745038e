import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { appendLines, isFullDisk } from "../files.js";

/** What can happen to a run. */
export type TimelineKind =
  | "started"
  | "resumed"
  | "completed"
  | "stopped"
  | "failed"
  | "networks"
  | "settings"
  | "data"
  | "rolled back"
  | "not saved";

/** One line of `timeline.jsonl`. */
export interface TimelineEvent {
  /** ISO time. */
  readonly at: string;
  /** Steps done then. */
  readonly step: number;
  readonly what: TimelineKind;
  /** More about it, for a person. */
  readonly text?: string;
}

const fileOf = (folder: string) => join(folder, "timeline.jsonl");

/** Adds to a run's timeline; a full disk loses the entry, not the run. */
export function note(folder: string, step: number, what: TimelineKind, text?: string): void {
  const at = new Date().toISOString();
  const event: TimelineEvent = { at, step, what, ...(text ? { text } : {}) };
  try {
    appendLines(fileOf(folder), [JSON.stringify(event)]);
  } catch (error) {
    if (!isFullDisk(error)) throw error;
  }
}

function parse(line: string): readonly TimelineEvent[] {
  try {
    return [JSON.parse(line) as TimelineEvent];
  } catch {
    return []; // a line cut short by a crash
  }
}

/** A run's timeline, oldest first. */
export function readTimeline(folder: string): readonly TimelineEvent[] {
  const file = fileOf(folder);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => (line === "" ? [] : parse(line)));
}
