import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Page } from "playwright-core";
import { chromiumArguments, findChromium } from "../../src/show/chromium.js";

const browser = findChromium();

/** Why a test with a browser cannot run here, or false. */
export const noBrowser = browser ? false : "no Chromium is installed";

/** Opens a file in a real browser without a network and notes every request that is not for the file itself. */
export async function openPage(
  html: string,
  options: { readonly javaScriptEnabled: boolean; readonly width: number },
  body: (page: Page, requests: string[]) => Promise<void>,
): Promise<void> {
  const requests: string[] = [];
  const profile = mkdtempSync(join(tmpdir(), "atelier-profile-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browser ?? "",
    args: chromiumArguments(),
    chromiumSandbox: false,
    offline: true,
    javaScriptEnabled: options.javaScriptEnabled,
    viewport: { width: options.width, height: 900 },
  });
  try {
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    page.on("request", (request) => {
      if (!/^(file|data|blob):/.test(request.url())) requests.push(request.url());
    });
    page.on("pageerror", (error) => assert.fail(error));
    await page.goto(pathToFileURL(html).href);
    await body(page, requests);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
