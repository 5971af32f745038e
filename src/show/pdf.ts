import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigError } from "../errors.js";
import { withTemporaryFolder, writeFile } from "../files.js";
import { chromiumArguments, findChromium } from "./chromium.js";

const limitMs = 120_000;

/** Runs a program to its end; its last words when it fails. */
function run(program: string, options: readonly string[]): Promise<void> {
  return new Promise((fulfil, fail) => {
    const child = spawn(program, options, {
      stdio: ["ignore", "ignore", "pipe"],
      timeout: limitMs,
    });
    let words = "";
    child.stderr.on("data", (part) => {
      words = (words + part).slice(-2000);
    });
    child.on("error", fail);
    child.on("close", (code, signal) => {
      if (code === 0) fulfil();
      else
        fail(new Error(`${program}: expected to end well, got ${code ?? signal}: ${words.trim()}`));
    });
  });
}

/**
 * Prints a page to a PDF file through an installed Chromium.
 * @throws ConfigError when there is no Chromium: says what to install.
 */
export async function printPdf(htmlPath: string, pdfPath: string): Promise<void> {
  const program = findChromium();
  if (!program) {
    throw new ConfigError(
      "pdf: expected an installed Chromium or Chrome, got none; install one " +
        "(Debian, Ubuntu: apt install chromium; macOS: brew install --cask chromium) " +
        "or set CHROME to its path",
    );
  }
  await withTemporaryFolder(async (folder) => {
    const printed = join(folder, "page.pdf");
    await run(program, [
      "--headless",
      ...chromiumArguments(),
      `--user-data-dir=${join(folder, "profile")}`,
      "--no-pdf-header-footer",
      `--print-to-pdf=${printed}`,
      pathToFileURL(resolve(htmlPath)).href,
    ]);
    await writeFile(pdfPath, await readFile(printed));
  });
}
