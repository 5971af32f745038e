import { spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../src/project.js";
import { freePorts } from "../kernel/kernelClient.js";
import { addressOf, processesWith } from "./startedLab.js";

const readyLimitMs = 120_000;
const keptCharacters = 4000;

/** `npm run lab` at work, with its runs and all that Jupyter keeps of a reader in one folder. */
export interface LabServer {
  /** What the lab printed as the page to open, token and all. */
  readonly address: URL;
  /** The last of what it printed, to be told when a test waits in vain. */
  lastWords(): string;
  /** Command lines of its kernels that run now (Linux). */
  kernels(): readonly string[];
  /** What Ctrl-C does. @returns the exit status. */
  ctrlC(): Promise<number | null>;
  /** Ends it whatever state it is in. */
  end(): Promise<void>;
}

/** Nothing of this machine's: no data, no network, no settings of a reader. */
function environment(folder: string): NodeJS.ProcessEnv {
  const { ATELIER_DATA: _, ...env } = process.env;
  return {
    ...env,
    ATELIER_OFFLINE: "1",
    ATELIER_CHECKPOINTS: join(folder, "checkpoints"),
    JUPYTER_CONFIG_DIR: join(folder, "config"),
    JUPYTER_DATA_DIR: join(folder, "data"),
    JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
  };
}

/** Starts the lab as a reader does. @param folder takes its runs, settings and connection files. */
export async function startLab(folder: string): Promise<LabServer> {
  const [port] = await freePorts(1); // other tests may open a lab meanwhile
  const words = [join("scripts", "lab.cjs"), "--no-browser", "--port", String(port)];
  const lab = spawn(process.execPath, words, {
    cwd: projectRoot(),
    env: environment(folder),
  });
  let said = "";
  for (const stream of [lab.stdout, lab.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-keptCharacters);
    });
  }
  const lastWords = () => said;
  const ended = new Promise<number | null>((resolve) => lab.once("exit", resolve));
  const ctrlC = () => {
    lab.kill("SIGINT");
    return ended;
  };
  const end = async () => {
    await ctrlC();
  };
  const kernels = () => processesWith(join(folder, "runtime"));
  try {
    return { address: await addressOf(lab, readyLimitMs), kernels, ctrlC, end, lastWords };
  } catch (error) {
    await end();
    throw error;
  }
}
