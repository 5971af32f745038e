/**
 * The kernel of the lab: tslab, started so that notebooks and their runners are told the truth.
 * A Jupyter kernelspec names this file: `node dist/src/kernel/main.js {connection_file}`, with
 * `interrupt_mode` message; the working directory is the notebook's folder. tslab itself is not changed.
 *
 * README.md in this folder lists what is added to tslab, where, and which test holds it.
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
