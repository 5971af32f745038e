import { CellConverter } from "./cellConverter.js";
import { refuseExit, refuseStdin } from "./cellGuards.js";
import { CellInterrupts } from "./cellInterrupts.js";
import { CellOutput } from "./cellOutput.js";
import { CellRunner } from "./cellRunner.js";
import { CellScopes } from "./cellScopes.js";
import { installNodeShims } from "./nodeShims.js";
import { ProjectCompiler } from "./projectCompiler.js";
import { RunningNote } from "./runningNote.js";
import { SharedState } from "./sharedState.js";
import { SourceLoader } from "./sourceLoader.js";
import { Tracebacks } from "./tracebacks.js";

/** What is not the cell's: told in the cell that ran last. */
function tellOfLostErrors(tracebacks: Tracebacks): void {
  const tell = (what: string) => (error: unknown) => {
    const { traceback } = tracebacks.ofThrown(error);
    process.stderr.write(`${what}: ${traceback.join("\n")}\n`);
  };
  process.on("uncaughtException", tell("Uncaught, outside of any cell"));
  process.on("unhandledRejection", tell("Rejected, and nobody awaited it"));
}

/**
 * Serves cells of the working directory to the Jupyter client that wrote `connectionFile`, until it
 * shuts the kernel down or ends itself.
 */
export async function startKernel(connectionFile: string): Promise<void> {
  installNodeShims();
  const scopes = new CellScopes();
  scopes.install();
  const compiler = new ProjectCompiler();
  compiler.install();
  // tslab is loaded only now, on top of the compiler it is given.
  const { createConverter } = await import("tslab/dist/converter.js");
  const { createExecutor } = await import("tslab/dist/executor.js");
  const { CellQueue } = await import("./cellQueue.js");
  const { KernelServer } = await import("./kernelServer.js");
  const { KernelSockets } = await import("./kernelSockets.js");
  const { LiveCell } = await import("./liveCell.js");
  await import("tslab");
  const state = new SharedState();
  const sockets = new KernelSockets(connectionFile, state);
  const sources = new SourceLoader();
  sources.install();
  const inner = createConverter({ isJS: false, isBrowser: false });
  const converter = new CellConverter(inner, compiler, state);
  const tracebacks = new Tracebacks(converter.cells, sources);
  const runner = new CellRunner(createExecutor, converter, sources, tracebacks, state);
  const output = new CellOutput();
  const interrupts = new CellInterrupts(state);
  const note = new RunningNote(connectionFile);
  const cell = new LiveCell({ runner, output, interrupts, scopes, note });
  const queue = new CellQueue(sockets, cell);
  const server = new KernelServer(sockets, queue, cell, tracebacks, state);
  output.install();
  interrupts.install();
  Reflect.set(globalThis, "clearOutput", (wait = false) => cell.clearOutput(wait));
  process.on("SIGINT", () => server.interrupt());
  process.on("SIGTERM", () => server.end());
  tellOfLostErrors(tracebacks);
  refuseExit();
  refuseStdin();
  await server.open();
}
