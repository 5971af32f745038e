import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { messageOf } from "../../src/errors.js";

/** A disk of a few MiB, or the reason why there can be none here. */
export function smallDisk(sizeMiB: number): {
  readonly path: string;
  readonly missing: string | false;
} {
  const path = mkdtempSync(join(tmpdir(), "atelier-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMiB}m`, "tmpfs", path], {
      stdio: "pipe",
    });
  } catch (error) {
    rmdirSync(path);
    return { path, missing: `no small disk can be mounted here: ${messageOf(error)}` };
  }
  after(() => {
    execFileSync("umount", [path]);
    rmdirSync(path);
  });
  return { path, missing: false };
}
