import { Readable } from "node:stream";

const exit = process.exit;

/** Ends the kernel, which cells cannot. */
export function endKernel(status: number): never {
  return exit.call(process, status);
}

/** Says that a cell wanted to end the kernel. */
class ProcessExit extends Error {
  override readonly name = "ProcessExit";
}

/** `process.exit()` in a cell is an error of the cell: the reader restarts the kernel, no cell does. */
export function refuseExit(): void {
  process.exit = (code) => {
    throw new ProcessExit(
      `process.exit(${code ?? ""}): expected a cell that returns or throws, got one that ends the kernel; ` +
        "to start afresh, restart the kernel",
    );
  };
}

/** Reading `process.stdin` in a cell is an error: there is nobody at the other end. */
export function refuseStdin(): void {
  const stdin = new Readable({
    read() {
      this.destroy(
        new Error("process.stdin: expected a value in the cell, got a read; a kernel has no stdin"),
      );
    },
  });
  Object.defineProperty(process, "stdin", { value: stdin, configurable: true });
}
