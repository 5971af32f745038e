import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { removeEmptyFolder, removeFile } from "../files.js";

/** Every file that the lab writes into a run folder. */
const whole = [
  /^(options|environment|data|measures|status|blend)\.json$/,
  /^(stats|timeline|quality)\.jsonl$/,
  /^((reals|augmented)\.png|README\.md)$/,
  /^(grids|film)\/step-\d+(-preset)?\.png$/,
  /^step-\d+\/(state\.safetensors|state\.json|SHA256SUMS)$/,
  /^proof\.(html|json)$/,
  /^lock-\d+-\d*$/,
];

/** What a killed process leaves of a file that it was writing. */
const halves = [
  /^step-\d+(\.old)?\.partial\/(state\.safetensors(\.partial)?|(state\.json|SHA256SUMS)(\.\d+)?)$/,
  /^((grids|film)\/)?[\w-]+\.(json|jsonl|png|md|html)\.\d+$/,
];

/** A file of the lab's own, by its path inside the run folder. */
export interface OwnFile {
  readonly path: string;
  readonly bytes: number;
}

/** What lies in a run folder. */
export interface RunFiles {
  readonly own: readonly OwnFile[];
  /** Paths of whatever the lab did not write: files of other names, links, devices. */
  readonly foreign: readonly string[];
}

function pathsIn(folder: string, inside = ""): readonly string[] {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
    return entry.isDirectory() ? pathsIn(folder, path) : [path]; // a link is not followed
  });
}

/** Tells the lab's own files in a run folder from all others. */
export function filesOf(folder: string): RunFiles {
  const own: OwnFile[] = [];
  const foreign: string[] = [];
  for (const path of pathsIn(folder)) {
    const stat = lstatSync(join(folder, path));
    const ours = stat.isFile() && [...whole, ...halves].some((form) => form.test(path));
    if (ours) own.push({ path, bytes: stat.size });
    else foreign.push(path);
  }
  return { own, foreign };
}

/** Removes what a killed process had written half. */
export function removeHalves(folder: string): void {
  for (const { path } of filesOf(folder).own) {
    if (halves.some((form) => form.test(path))) removeFile(join(folder, path));
  }
}

/** Removes some of a run folder's own files, and the folders that this leaves empty. */
export function removeOwn(folder: string, files: readonly OwnFile[]): void {
  for (const { path } of files) removeFile(join(folder, path));
  const folders = new Set(
    files.flatMap(({ path }) => (path.includes("/") ? path.split("/")[0] : [])),
  );
  for (const inside of folders) removeEmptyFolder(join(folder, inside ?? ""));
}
