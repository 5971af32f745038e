import { type PageOptions, type WrittenPage, writePage } from "../art/page/writePage.js";
import { atStep, type Which } from "./atStep.js";

/** Writes a page to play with a run's generator: see `writePage`. */
export function page(which: Which, options: PageOptions): Promise<WrittenPage> {
  const { run, ...step } = atStep(which);
  return writePage(run, { ...step, ...options });
}
