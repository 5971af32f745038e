import { readFileSync } from "node:fs";
import { removeFile, writeFileSync } from "../files.js";

/**
 * A file beside the connection file that names the cell that runs. Jupyter starts a kernel that has died again with the same
 * connection file: the new one finds the note of the old one, and can say which cell killed it.
 */
export class RunningNote {
  private readonly path: string;

  constructor(connectionFile: string) {
    this.path = `${connectionFile}.cell`;
  }

  /** What the kernel before this one was at when it died, in words; undefined if it ended well. */
  takeLast(): string | undefined {
    try {
      const text = readFileSync(this.path, "utf8");
      this.end();
      return text;
    } catch {
      return undefined;
    }
  }

  begin(cell: number, code: string): void {
    const first = code.split("\n").find((line) => line.trim() !== "") ?? "";
    writeFileSync(this.path, Buffer.from(`cell [${cell}] (${first.trim().slice(0, 80)})`));
  }

  end(): void {
    removeFile(this.path);
  }
}
