import type { Locator, Page } from "playwright-core";
import { KernelTraffic } from "./kernelTraffic.js";

const shown = ".jp-NotebookPanel:not(.lm-mod-hidden)";
const limitMs = 180_000;

/** The notebook in front, in JupyterLab, as a reader uses it. */
export class NotebookTab {
  private readonly traffic: KernelTraffic;

  /** @param log what the lab has said last */
  constructor(
    private readonly page: Page,
    private readonly log: () => string,
  ) {
    this.traffic = new KernelTraffic(page);
  }

  /** Opens an address and waits for the notebook's cells and its kernel. */
  async open(address: URL): Promise<void> {
    await this.page.goto(address.href);
    await this.untilReady();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.untilReady();
  }

  /** The tab's own part of the page. */
  in(selector: string): Locator {
    return this.page.locator(`${shown} ${selector}`);
  }

  /** The nth code cell, from 0. */
  cell(index: number): Locator {
    return this.in(".jp-CodeCell").nth(index);
  }

  /** Puts a text in a code cell's place, by keyboard. */
  async edit(index: number, text: string): Promise<void> {
    await this.cell(index).locator(".cm-content").click();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.insertText(text);
  }

  /** Picks an entry of the menu bar. */
  async menu(name: string, entry: string): Promise<void> {
    await this.page.locator(`.lm-MenuBar-itemLabel:text-is("${name}")`).click();
    await this.page.locator(`.lm-Menu-itemLabel:text-is("${entry}")`).click();
  }

  /** Runs one cell with Ctrl-Enter. */
  async run(index: number): Promise<void> {
    await this.cell(index).locator(".cm-content").click();
    await this.page.keyboard.press("Control+Enter");
  }

  /** Waits until something is so; an error in a cell, or no end of it, is thrown. */
  async until(wanted: () => boolean): Promise<void> {
    const end = Date.now() + limitMs;
    while (!wanted()) {
      const failed = await this.errors();
      if (failed.length > 0 || Date.now() > end) {
        throw new Error(`expected the cells to get there, got ${failed.join("\n") || "nothing"}`);
      }
      await this.page.waitForTimeout(50);
    }
  }

  /** Waits until the cell, all cells by default, has run and the kernel rests. */
  async untilDone(index?: number): Promise<void> {
    const cells = index === undefined ? this.in(".jp-CodeCell") : this.cell(index);
    const prompts = cells.locator(".jp-InputArea-prompt");
    const end = Date.now() + limitMs;
    for (;;) {
      const texts = await prompts.allTextContents();
      if (texts.every((text) => /^\[\d+\]:$/.test(text))) break;
      const failed = texts.some((text) => text.includes("*")) ? [] : await this.errors();
      if (failed.length > 0 || Date.now() > end) {
        throw new Error(`expected every cell to run, got ${texts.join(" ")} ${failed.join("\n")}`);
      }
      await this.page.waitForTimeout(100);
    }
    await this.atRest();
  }

  /** Waits until no cell runs. @throws Error with what the kernel was asked and what it and the lab said. */
  async atRest(): Promise<void> {
    try {
      await this.in('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor();
    } catch (cause) {
      const told = [this.traffic.last(), "and from the lab", this.log()].join("\n");
      throw new Error(`expected an idle kernel, got\n${told}`, { cause });
    }
  }

  /** What a cell shows of an error, once it does. */
  async error(index: number): Promise<string> {
    const shown = this.cell(index).locator('[data-mime-type$="stderr"], [data-mime-type$="error"]');
    await shown.first().waitFor();
    await this.atRest();
    return (await shown.allTextContents()).join("\n");
  }

  /** What the cells show of errors and of what was written to stderr. */
  async errors(): Promise<readonly string[]> {
    const kinds = ["stderr", "error"].map(
      (kind) => `[data-mime-type="application/vnd.jupyter.${kind}"]`,
    );
    return await this.in(`:is(${kinds.join(", ")})`).allTextContents();
  }

  /** Saves with Ctrl-S and waits until nothing is unsaved. */
  async save(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("Control+s");
    await this.page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty").waitFor({
      state: "detached",
    });
  }

  /** The text under a cell, scrolled to as a reader does. */
  async output(index: number): Promise<string> {
    await this.cell(index).scrollIntoViewIfNeeded();
    const outputs = this.cell(index).locator(".jp-OutputArea-output");
    await outputs.first().waitFor(); // cells off the screen are drawn late
    const texts: string[] = [];
    for (const output of await outputs.all()) {
      await output.scrollIntoViewIfNeeded();
      texts.push((await output.textContent()) ?? "");
    }
    return texts.join("\n");
  }

  private async untilReady(): Promise<void> {
    await this.in(".jp-Cell").first().waitFor({ timeout: limitMs });
    const kernel = this.page.locator('.jp-StatusBar-Left :text("TypeScript | Idle")');
    await kernel.waitFor({ timeout: limitMs });
  }
}
