import type { DecayJudgement } from "../art/chain/judgeDecay.js";
import { type ChainResult, GAP, spreadPlaces } from "../art/chain/writeChain.js";
import { decaySheet } from "../art/decaySheet.js";
import type { TranslatedPhoto } from "../art/translate/translatePhotos.js";
import type { StyleMeasures } from "../covers/judgeStyle.js";
import { drawPainting } from "../data/synthetic/paintings.js";
import type { Estimate } from "../diagnosis/translation/content.js";
import { Random } from "../engine/random.js";
import { drawnMark, pictureMark } from "../runs/publish/marks.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { type Images, joinPictures } from "../shape.js";
import { showMarkdown, showGrid as showPicture, showTable } from "../show/display.js";
import { cellScaleFor, encodePng, gridImage } from "../show/grid.js";
import type { PictureMark } from "../show/pictureMark.js";

/** Side of a cell that small pictures are brought near to. */
const CELL_PX = 96;

async function showRows(images: Images, columns: number, caption: string): Promise<void> {
  const cellScale = cellScaleFor(images.width, CELL_PX);
  showPicture(await encodePng(gridImage(images, { columns, border: 2, cellScale })), caption);
}

/** Shows a drawn portrait under each kind of decay, a row each, weak to strong. */
export async function showDecay(
  options: { readonly seed?: number; readonly sizePx?: number } = {},
): Promise<void> {
  const { seed = 1, sizePx = 96 } = options;
  const portrait = drawPainting("portrait", sizePx, new Random(seed, "shown decay"));
  const kinds = "erosion, blur, crackle, stain, fading, bleaching; strengths 0 to 1";
  showPicture(await encodePng(decaySheet(portrait, { seed })), kinds, drawnMark);
}

const withError = ({ mean, error }: Estimate) => `${mean.toFixed(3)} ± ${error.toFixed(3)}`;

/** Shows what `lab.judgeStyle` measured, each figure beside its control, and the verdict. */
export function showStyle(measures: StyleMeasures): void {
  const { share, content, palette, cycleError, checker, n } = measures;
  showTable([
    {
      measure: `share "painting" (${measures.classifier})`,
      results: withError(share.results),
      photographs: withError(share.photos),
      "colour transfer": withError(share.colourTransfer),
      paintings: withError(share.paintings),
    },
    {
      measure: "edges kept",
      results: withError(content.own),
      photographs: `another's: ${withError(content.other)}`,
    },
    {
      measure: "palette, grey levels from the paintings",
      results: palette.results.toFixed(1),
      photographs: palette.photos.toFixed(1),
    },
    {
      measure: "finest grid, share of power",
      results: checker.results.toFixed(4),
      paintings: checker.paintings.toFixed(4),
    },
    { measure: "there and back, grey levels", results: cycleError.toFixed(1) },
    { measure: "copy check", results: measures.copyCheckPassed ? "passed" : "failed" },
  ]);
  showMarkdown(
    `**Verdict** (step ${measures.step}, ${n} held-out photographs): ${measures.verdict}`,
  );
}

/** Shows what `lab.judgeDecay` measured, and the verdict. */
export function showDecayed(judged: DecayJudgement): void {
  const { oneStep, noChange, rank, stepRatio, drift, n, times } = judged;
  showTable([
    {
      measure: "one application, grey levels from the truth",
      network: oneStep.toFixed(2),
      control: `no change ${noChange.toFixed(2)}`,
    },
    {
      measure: `distance grows with each of ${times} applications, rank correlation`,
      network: rank.toFixed(3),
      control: "0.9",
    },
    { measure: "a step, in true steps", network: stepRatio.toFixed(2), control: "0.5 to 2" },
    {
      measure: "most saturation",
      network: judged.saturation.toFixed(3),
      control: `true decay ${judged.trueSaturation.toFixed(3)}`,
    },
    {
      measure: "most energy in fine detail",
      network: judged.energy.toFixed(0),
      control: `true decay ${judged.trueEnergy.toFixed(0)}`,
    },
    ...(drift === undefined
      ? []
      : [
          {
            measure: "identity network, grey levels changed",
            network: drift.toFixed(2),
            control: "8",
          },
        ]),
  ]);
  showMarkdown(`**Verdict** (${n} held-out pictures): ${judged.verdict}`);
}

/** The mark of a chain that began with nobody's pictures and went through one run's networks; else none. */
function chainMark({ recipe, frames }: ChainResult): PictureMark | undefined {
  const { start, stages } = recipe;
  const [first, ...others] = new Set(stages.map(({ run }) => run));
  const ownStart = "drawn" in start || "noise" in start;
  if (!ownStart || first === undefined || others.length > 0) return undefined;
  const { run } = findRunAtStep(first);
  return pictureMark(run, { columns: spreadPlaces(frames.length, 8).length, border: GAP });
}

/** Shows stages of a chain beside each other. */
export async function showChain(chain: ChainResult): Promise<void> {
  const stages = spreadPlaces(chain.frames.length, 8).map((at) => `${at}`);
  const caption = `after ${stages.join(", ")} applications`;
  showPicture(await encodePng(chain.strip), caption, chainMark(chain));
}

/** Shows photographs and what became of them, before above after. */
export async function showTranslated(photos: readonly TranslatedPhoto[]): Promise<void> {
  for (const { before, after } of photos) {
    const same = before.width === after.width && before.height === after.height;
    const shown = same ? joinPictures([before, after]) : after;
    await showRows(shown, shown.count, `${before.width} x ${before.height} px: before, after`);
  }
}
