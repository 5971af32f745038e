import { CellConverter } from "./cellConverter.js";
import { CellInterrupts } from "./cellInterrupts.js";
import { CellOutput } from "./cellOutput.js";
import { CellRunner } from "./cellRunner.js";
import { endWithParent } from "./endWithParent.js";
import { installNodeShims } from "./nodeShims.js";
import { ProjectCompiler } from "./projectCompiler.js";
import { SourceLoader } from "./sourceLoader.js";
import { Tracebacks } from "./tracebacks.js";

/**
 * Serves cells of the working directory to the Jupyter client that wrote `connectionFile`, until it
 * shuts the kernel down or ends itself.
 */
export async function startKernel(connectionFile: string): Promise<void> {
  installNodeShims();
  endWithParent();
  const compiler = new ProjectCompiler();
  compiler.install();
  // tslab is loaded only now, on top of the compiler it is given.
  const { createConverter } = await import("tslab/dist/converter.js");
  const { createExecutor } = await import("tslab/dist/executor.js");
  const { KernelServer } = await import("./kernelServer.js");
  const { KernelHandler } = await import("./kernelHandler.js");
  await import("tslab");
  await import("zeromq");
  const sources = new SourceLoader();
  sources.install();
  const converter = new CellConverter(createConverter({ isJS: false, isBrowser: false }), compiler);
  const tracebacks = new Tracebacks(converter.cells, sources);
  const runner = new CellRunner(createExecutor, converter, sources, tracebacks);
  const output = new CellOutput();
  const interrupts = new CellInterrupts();
  const handler = new KernelHandler(runner.executor);
  const server = new KernelServer(handler, connectionFile, runner, output, interrupts);
  output.install();
  interrupts.install();
  process.on("SIGINT", () => server.interrupt());
  const tell = (what: string) => (error: unknown) => {
    const { traceback } = tracebacks.ofThrown(error);
    process.stderr.write(`${what}: ${traceback.join("\n")}\n`);
  };
  process.on("uncaughtException", tell("Uncaught, outside of any cell"));
  process.on("unhandledRejection", tell("Rejected, and nobody awaited it"));
  await server.init();
}
