import type { DisplayMessage } from "../../src/show/displayWriter.js";

/** A message and whether it replaced an earlier one. */
export type Sent = DisplayMessage & { readonly update: boolean };

/** Stands where a kernel's connection is in tslab's own module, and keeps what is sent while `body` runs. */
export async function recorded(body: () => void | Promise<void>): Promise<Sent[]> {
  const jupyter: { lastWriteDisplayData: unknown } = require("tslab/dist/jupyter.js");
  const sent: Sent[] = [];
  jupyter.lastWriteDisplayData = (message: DisplayMessage, update: boolean) => {
    sent.push({ ...message, update: update === true });
  };
  try {
    await body();
  } finally {
    jupyter.lastWriteDisplayData = null;
  }
  return sent;
}
