import { checkChain } from "../../src/art/chain/chainRecipe.js";
import { chainStart } from "../../src/art/chain/chainStart.js";
import { type ChainFrame, playChain } from "../../src/art/chain/playChain.js";
import { chainStrip } from "../../src/art/chain/writeChain.js";
import type { Run } from "../../src/runs/run.js";
import type { Images } from "../../src/shape.js";

/** Pictures that the lab draws, so that what is shown of a run is nobody's photograph or painting. */
const drawnBefore = { landscape: "seascape", portrait: "portrait" } as const;

/** Drawn pictures before, and after some applications of a run's network: a row each. */
export async function drawnThrough(
  run: Run,
  kind: keyof typeof drawnBefore,
  shownAfter: readonly number[],
  seeds: readonly number[],
): Promise<Images> {
  const recipe = checkChain("shown pictures", {
    format: 1,
    sizePx: run.iteration.data.imageSize,
    start: { drawn: drawnBefore[kind], seeds },
    stages: [{ run: run.folder, times: Math.max(...shownAfter) }],
  });
  const frames = await playChain(recipe, await chainStart(recipe, "."));
  const chosen = shownAfter.map((at) => frames[at] as ChainFrame);
  return chainStrip(chosen, chosen.length);
}
