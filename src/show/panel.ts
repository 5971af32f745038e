import { randomUUID } from "node:crypto";
import type { Progress } from "../training/progress.js";
import { displayWriter } from "./displayWriter.js";
import { type PanelState, panelHtml, panelText } from "./panelHtml.js";
import { markMetadata, type PictureMark } from "./pictureMark.js";

/** A panel in the running cell that follows a run. */
export interface LivePanel {
  /** Shows where the run is; of many calls, at most two a second are drawn. */
  update(progress: Progress, gridPng?: Uint8Array): void;
  /**
   * Draws the last state, with a word on how the run ended; the panel then stays as it is.
   * @param mark what its picture shows, for publishing.
   */
  done(note: string, mark?: PictureMark): void;
}

const leastMs = 500;
const mostPoints = 240;

/** A history of bounded length: when it is full, every second value goes. */
class History {
  values: number[] = [];
  private stride = 1;
  private seen = 0;

  add(value: number | undefined): void {
    if (this.seen++ % this.stride === 0) this.values.push(value ?? Number.NaN);
    if (this.values.length < mostPoints) return;
    this.values = this.values.filter((_, index) => index % 2 === 0);
    this.stride *= 2;
  }
}

/** Sends each state of a panel to the same place in the notebook; nowhere outside a kernel. */
function updatableDisplay(): (state: PanelState, mark?: PictureMark) => void {
  const transient = { display_id: randomUUID() };
  let shown = false;
  return (state, mark) => {
    const metadata = mark ? markMetadata(mark) : {};
    const data = { "text/html": panelHtml(state), "text/plain": panelText(state) };
    displayWriter()?.({ data, metadata, transient }, shown);
    shown = true;
  };
}

/**
 * Opens a live panel in the running cell: one display, updated in place, HTML without scripts, so
 * that it also shows in a notebook that is not trusted. Does nothing outside a kernel.
 */
export function livePanel(title: string): LivePanel {
  const show = updatableDisplay();
  const generator = new History();
  const discriminator = new History();
  let progress: Progress | undefined;
  let gridPng: Uint8Array | undefined;
  let drawnAt = 0;
  const draw = (note?: string, mark?: PictureMark) => {
    if (!displayWriter()) return;
    drawnAt = Date.now();
    const generatorLosses = generator.values;
    const discriminatorLosses = discriminator.values;
    show({ title, progress, gridPng, generatorLosses, discriminatorLosses, note }, mark);
  };
  draw();
  drawnAt = 0;
  return {
    update(next, nextGrid) {
      progress = next;
      gridPng = nextGrid ?? gridPng;
      generator.add(next.figures.generatorLoss);
      discriminator.add(next.figures.discriminatorLoss);
      if (Date.now() - drawnAt >= leastMs) draw();
    },
    done(note, mark) {
      draw(note, mark);
    },
  };
}
