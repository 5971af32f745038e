import type { Executor } from "tslab/dist/executor.js";
import { JupyterHandlerImpl } from "tslab/dist/jupyter.js";
import { tslabTypeScript } from "./typescript.js";

/** tslab's answers about itself and about code, with the fields that the protocol asks for. */
export class KernelHandler extends JupyterHandlerImpl {
  constructor(executor: Executor) {
    super(executor, false);
  }

  override handleKernel(): ReturnType<JupyterHandlerImpl["handleKernel"]> & { status: "ok" } {
    const info = super.handleKernel();
    const { version } = tslabTypeScript();
    const language_info = { ...info.language_info, version, nbconvert_exporter: "script" };
    const banner = `TypeScript ${version} on Node ${process.version} (gan-atelier's tslab)`;
    return { ...info, status: "ok", language_info, banner };
  }
}
