/**
 * The kernel of the lab: tslab, started so that notebooks and their runners are told the truth.
 * A Jupyter kernelspec names this file: `node dist/src/kernel/main.js {connection_file}`, with
 * `interrupt_mode` message; the working directory is the notebook's folder. tslab itself is not changed.
 *
 * What is added to tslab, and where:
 * - a cell imports the project's TypeScript from any folder, with its types (ProjectCompiler), and runs it
 *   from the project's build, or compiled in memory where a source is newer (SourceLoader); edits are
 *   seen by the next cell that imports them, also behind other files;
 * - a failed cell sends `error` and a reply with name, message and a traceback into cells and TypeScript
 *   files (Tracebacks), and aborts what was queued behind it; results are `execute_result` (KernelServer);
 * - the first Interrupt aborts the signal that the cell listens to, variables survive (CellInterrupts);
 * - many writes become one message (CellOutput); the kernel ends with its parent (endWithParent).
 */
import { inspect } from "node:util";
import { startKernel } from "./startKernel.js";

const [connectionFile] = process.argv.slice(2);
if (connectionFile) {
  startKernel(connectionFile).catch((error: unknown) => {
    process.stderr.write(`the kernel could not start: ${inspect(error)}\n`);
    process.exit(1);
  });
} else {
  process.stderr.write("usage: node main.js CONNECTION_FILE (Jupyter starts this)\n");
  process.exitCode = 1;
}
