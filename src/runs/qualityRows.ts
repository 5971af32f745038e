import { join } from "node:path";
import { measure } from "../diagnosis/measures.js";
import { colourDistance } from "../diagnosis/quality/colourDistance.js";
import { slicedWasserstein } from "../diagnosis/quality/slicedWasserstein.js";
import { appendLines } from "../files.js";
import { type Images, part } from "../shape.js";
import { type Measured, measuredSamples } from "./measureRun.js";
import { type QualityRow, qualityFile } from "./qualityRow.js";

/** Samples measured at a checkpoint: fewer than at the end, where the controls are measured too. */
const MOST = 32;

/** Whether the checkpoint of a step is measured: the first, and those at powers of two. */
export const isMeasured = (step: number, every: number): boolean =>
  step === 0 || (step % every === 0 && Number.isInteger(Math.log2(step / every)));

/** Measures a game's pictures as it learns; the reals are drawn at the first time. */
export class QualityRows {
  private drawn: Promise<Images> | undefined;
  private last = -1;

  constructor(
    private readonly folder: string,
    private readonly gan: Measured,
    private readonly reals: () => Promise<Images>,
  ) {}

  /** A row for a step, to be written once; undefined if that was done. */
  async row(step: number): Promise<(() => void) | undefined> {
    if (step === this.last) return undefined;
    this.last = step;
    this.drawn ??= this.reals();
    const reals = await this.drawn;
    const n = Math.min(MOST, reals.count / 4);
    const samples = measuredSamples(this.gan, n);
    const reference = part(reals, 0, n);
    const row: QualityRow = {
      step,
      ...measure(samples),
      slicedWasserstein: slicedWasserstein(samples, reference, this.gan.seed).mean,
      colour: colourDistance(samples, reference),
    };
    return () => appendLines(join(this.folder, qualityFile), [JSON.stringify(row)]);
  }
}
