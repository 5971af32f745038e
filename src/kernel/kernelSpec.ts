import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { ConfigError, expected } from "../errors.js";
import { removeFolder, writeFile, writeJson } from "../files.js";
import { projectRoot } from "../project.js";

/** How Jupyter starts a kernel. */
export interface KernelSpec {
  readonly argv: readonly string[];
  readonly [field: string]: unknown;
}

/** For whom the kernelspec is: the user, or every Jupyter that lives below a folder (a virtual environment). */
export interface SpecPlace {
  readonly prefix?: string;
}

const logos = ["logo-svg.svg", "logo-32x32.png", "logo-64x64.png"];
const template = () => join(projectRoot(), "scripts", "kernelspec");
const main = join(__dirname, "main.js");

/** The lab's kernelspec, with this Node and this checkout in absolute paths. */
export function kernelSpec(): KernelSpec {
  const spec = JSON.parse(readFileSync(join(template(), "kernel.json"), "utf8")) as KernelSpec;
  const places: Record<string, string> = { "{node}": process.execPath, "{main}": main };
  return { ...spec, argv: spec.argv.map((word) => places[word] ?? word) };
}

/** Where Jupyter keeps what belongs to the user: https://docs.jupyter.org/en/latest/use/jupyter-directories.html */
function userFolder(): string {
  const { JUPYTER_DATA_DIR, XDG_DATA_HOME } = process.env;
  if (JUPYTER_DATA_DIR) return JUPYTER_DATA_DIR;
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  return join(XDG_DATA_HOME || join(homedir(), ".local", "share"), "jupyter");
}

function folderOf({ prefix }: SpecPlace): string {
  const jupyter = prefix === undefined ? userFolder() : join(resolve(prefix), "share", "jupyter");
  return join(jupyter, "kernels", "tslab");
}

/** The command of the kernelspec in a folder; undefined where there is none. */
function commandIn(folder: string): string | undefined {
  try {
    const spec = JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8")) as KernelSpec;
    return spec.argv.join(" ");
  } catch {
    return undefined;
  }
}

/** @throws ConfigError where somebody else's kernel of the same name lies. */
function refuseForeign(folder: string): void {
  const command = commandIn(folder);
  const what = 'no other kernel named tslab (remove it with "jupyter kernelspec remove tslab")';
  if (command !== undefined && !command.includes(join("src", "kernel", "main.js"))) {
    throw new ConfigError(expected(folder, what, command));
  }
}

/** Makes the kernel known to a Jupyter that is not the project's own; returns the kernelspec's folder. */
export async function installKernel(place: SpecPlace): Promise<string> {
  const folder = folderOf(place);
  refuseForeign(folder);
  await writeJson(join(folder, "kernel.json"), kernelSpec());
  for (const logo of logos)
    await writeFile(join(folder, logo), readFileSync(join(template(), logo)));
  return folder;
}

/** Takes back what `installKernel` did; returns the folder that was removed. */
export function uninstallKernel(place: SpecPlace): string {
  const folder = folderOf(place);
  refuseForeign(folder);
  if (commandIn(folder) === undefined) {
    throw new ConfigError(expected(folder, "the kernel that `kernel install` put there", "none"));
  }
  removeFolder(folder);
  return folder;
}
