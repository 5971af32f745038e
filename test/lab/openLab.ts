import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, type TestContext } from "node:test";
import { type Browser, chromium, type Page } from "playwright-core";
import { chromiumArguments, findChromium } from "../../src/show/chromium.js";
import { type LabServer, startLab } from "./labServer.js";
import { NotebookTab } from "./notebookTab.js";
import type { SmokeNotebook } from "./smokeNotebook.js";

const executablePath = findChromium();

/** Why a test with a browser cannot run here, or false. */
export const skip = executablePath
  ? false
  : "needs a Chromium or Chrome (none on the path, no $CHROME)";

/** The lab and a browser, for all tests of a file. */
export interface OpenLab {
  /** Where the lab keeps its runs and all that Jupyter keeps of a reader. */
  readonly folder: string;
  readonly server: () => LabServer;
  /** A page of a reader who was never here before. */
  newPage(t: TestContext): Promise<Page>;
  /** A notebook in a page of its own, in front and with its kernel at rest; gone after the test. */
  openNotebook(
    t: TestContext,
    notebook: SmokeNotebook,
  ): Promise<{ readonly tab: NotebookTab; readonly page: Page }>;
}

/** Starts lab and browser before the tests of a file and ends them after. */
export function openLab(): OpenLab {
  const folder = mkdtempSync(join(tmpdir(), "atelier-lab-"));
  let [server, browser]: [LabServer | undefined, Browser | undefined] = [undefined, undefined];
  before(async () => {
    if (!executablePath) return;
    server = await startLab(folder);
    browser = await chromium.launch({ executablePath, args: chromiumArguments() });
  });
  after(async () => {
    await browser?.close();
    await server?.end();
    rmSync(folder, { recursive: true, force: true });
  });
  const newPage = async (t: TestContext) => {
    if (!browser) throw new Error("openLab: expected a browser, got none yet");
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    t.after(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(90_000);
    page.on("dialog", (dialog) => dialog.accept()); // "leave the page?"
    return page;
  };
  const running = () => {
    if (!server) throw new Error("openLab: expected a lab, got none yet");
    return server;
  };
  const openNotebook = async (t: TestContext, notebook: SmokeNotebook) => {
    t.after(() => notebook.remove());
    const page = await newPage(t);
    const tab = new NotebookTab(page, () => running().lastWords());
    const { address: lab } = running();
    const address = new URL(`/lab/tree/notebooks/${notebook.name}`, lab);
    address.search = `${lab.search}&reset`; // no tabs of the readers before
    await tab.open(address);
    return { tab, page };
  };
  return { folder, server: running, newPage, openNotebook };
}
