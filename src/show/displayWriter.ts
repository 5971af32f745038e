import { createRequire } from "node:module";
import { join } from "node:path";

/** What goes to the notebook: MIME types with their content, and where it is shown. */
export interface DisplayMessage {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly transient: { readonly display_id?: string };
}

/** Sends one message; `update` replaces what an earlier one with the same `display_id` showed. */
export type DisplayWriter = (message: DisplayMessage, update: boolean) => void;

const tslabFile = /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/;

/**
 * The way to the notebook that runs us, or undefined outside a kernel. tslab keeps it in one of its
 * modules; the copy of tslab that the kernel itself has loaded is taken, whichever that is.
 */
export function displayWriter(): DisplayWriter | undefined {
  const modules = createRequire(join(process.cwd(), "notebook.js")).cache;
  for (const [path, loaded] of Object.entries(modules)) {
    const writer: unknown = tslabFile.test(path) && loaded?.exports.lastWriteDisplayData;
    if (typeof writer === "function") return writer as DisplayWriter;
  }
  return undefined;
}
