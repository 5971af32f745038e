import { findProgram, isProgram } from "./findProgram.js";

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

/**
 * Path of an installed Chromium or Chrome: `$CHROME` (a path or a name), the search path, the usual
 * places of macOS; undefined when there is none.
 */
export function findChromium(): string | undefined {
  const { CHROME } = process.env;
  if (CHROME) return findProgram(CHROME);
  for (const name of names) {
    const found = findProgram(name);
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
