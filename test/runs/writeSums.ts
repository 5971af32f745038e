import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Gives a checkpoint whose arrays a test has changed the sums of what is there now. */
export function writeSums(step: string): void {
  const lines = ["state.safetensors", "state.json"].map((name) => {
    const hash = createHash("sha256").update(readFileSync(join(step, name)));
    return `${hash.digest("hex")}  ${name}\n`;
  });
  writeFileSync(join(step, "SHA256SUMS"), lines.join(""));
}
