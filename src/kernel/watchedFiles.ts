import { fileStamp } from "./fileStamp.js";

/** As TypeScript's FileWatcherEventKind. */
const created = 0;
const changed = 1;
const deleted = 2;

type Callback = (path: string, kind: number) => void;

function isPackageFile(path: string): boolean {
  return path.includes("/node_modules/");
}

/**
 * The project's files that the compiler has read, looked at once before each cell instead of by the
 * system's watchers: an edit is seen by the very next run, and a timer never meets a running compilation.
 * Installed packages are not looked at.
 */
export class WatchedFiles {
  private readonly watched = new Map<string, { stamp: string; callback: Callback }>();

  /** Stands in for `ts.sys.watchFile`. */
  watch(path: string, callback: Callback): { close: () => void } {
    if (isPackageFile(path)) return { close: () => undefined };
    const entry = { stamp: fileStamp(path), callback };
    this.watched.set(path, entry);
    return {
      close: () => {
        if (this.watched.get(path) === entry) this.watched.delete(path);
      },
    };
  }

  /** Tells the compiler of every file that changed since the last call; returns whether any came or went. */
  poll(): boolean {
    let moved = false;
    for (const [path, entry] of [...this.watched]) {
      const stamp = fileStamp(path);
      if (stamp === entry.stamp) continue;
      const kind = stamp === "" ? deleted : entry.stamp === "" ? created : changed;
      moved ||= kind !== changed;
      entry.stamp = stamp;
      entry.callback(path, kind);
    }
    return moved;
  }
}
