import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];

const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Where a program of this name lies on the search path. */
function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

/**
 * Path of an installed Chromium or Chrome: `$CHROME` (a path or a name), the search path, the usual
 * places of macOS; undefined when there is none.
 */
export function findChromium(): string | undefined {
  const { CHROME } = process.env;
  if (CHROME) return isAbsolute(CHROME) && isProgram(CHROME) ? CHROME : onPath(CHROME);
  for (const name of names) {
    const found = onPath(name);
    if (found) return found;
  }
  return places.find(isProgram);
}

/** Options under which a Chromium works for us: nothing of its own on the network, also as root. */
export function chromiumArguments(): string[] {
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return [
    ...root,
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-dev-shm-usage",
  ];
}
