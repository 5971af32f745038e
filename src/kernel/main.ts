/**
 * The kernel of the lab: tslab, started so that notebooks and their runners are told the truth.
 * A Jupyter kernelspec names this file: `node dist/src/kernel/main.js {connection_file}`, with
 * `interrupt_mode` message; the working directory is the notebook's folder. tslab itself is not changed.
 *
 * README.md in this folder lists what is added to tslab, where, and which test holds it.
 */
import { inspect } from "node:util";
import { endKernel } from "./cellGuards.js";
import { startKernel } from "./startKernel.js";

const [connectionFile] = process.argv.slice(2);
if (connectionFile) {
  startKernel(connectionFile).catch((error: unknown) => {
    process.stderr.write(`the kernel could not start: ${inspect(error)}\n`);
    endKernel(1); // Jupyter starts it again
  });
} else {
  process.stderr.write("usage: node main.js CONNECTION_FILE (Jupyter starts this)\n");
  process.exitCode = 1;
}
