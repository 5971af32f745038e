import { ConfigError, expected } from "../../errors.js";
import { reachOf } from "../../nets/reach.js";
import { findRunAtStep } from "../../runs/runAtStep.js";
import { openTranslator, type Translator } from "../../runs/translation/translator.js";
import { type Images, joinPictures, pictureAt } from "../../shape.js";
import { translatePicture } from "../translate/translatePicture.js";
import { refuseHalf, type Watched, Work } from "../work.js";
import { applications, type ChainRecipe } from "./chainRecipe.js";

/** What a chain gives after each application of a network; the first is the start. */
export interface ChainFrame {
  /** Counted from 1; 0 is the start. */
  readonly stage: number;
  /** The run and step whose network made it; absent at the start. */
  readonly by?: string;
  readonly pictures: Images;
}

/** Opens the network of each stage, each only once. @throws ConfigError for a run that there is not. */
function openStages({ stages }: ChainRecipe) {
  const opened = new Map<string, Translator>();
  const translators = stages.map(({ run, way }) => {
    const key = `${run} ${way}`;
    const known = opened.get(key);
    if (known) return known;
    const { run: found, step } = findRunAtStep(run);
    const translator = openTranslator(found, { way, ...(step === undefined ? {} : { step }) });
    opened.set(key, translator);
    return translator;
  });
  const close = () => {
    for (const translator of opened.values()) translator.dispose();
  };
  return { translators, close };
}

/** Sizes of the pictures through the whole chain. @throws ConfigError where a network cannot have one. */
function checkSizes(
  { stages, rounds, sizePx }: ChainRecipe,
  translators: readonly Translator[],
): void {
  let size = sizePx;
  for (let round = 0; round < rounds; round++)
    for (const [at, { run, times }] of stages.entries()) {
      const { network, iteration } = translators[at] as Translator;
      const { multiplePx } = reachOf(network);
      if (size % multiplePx !== 0 || size > 4096) {
        const what = `pictures whose side is a multiple of ${multiplePx} px, up to 4096`;
        throw new ConfigError(expected(`chain: stage ${at + 1}, ${run}`, what, size));
      }
      if (iteration.generator.network === "upscale") size *= 2 ** times;
    }
}

/** One application to each of the pictures. */
async function apply(
  { network, tensors }: Translator,
  images: Images,
  where: string,
): Promise<Images> {
  const made: Images[] = [];
  for (let at = 0; at < images.count; at++) {
    try {
      made.push(await translatePicture(network, tensors, pictureAt(images, at)));
    } catch (error) {
      if (error instanceof ConfigError) throw new ConfigError(`${where}: ${error.message}`);
      throw error;
    }
  }
  return joinPictures(made);
}

/**
 * Puts pictures through networks one after another, every application a frame. What comes out is
 * bytes again before it goes into the next network, as if it had been saved.
 * @throws ConfigError for runs that cannot, sizes that do not fit, a network that makes numbers
 * that are none, and after a stop.
 */
export async function playChain(
  recipe: ChainRecipe,
  start: Images,
  watched: Watched = {},
): Promise<readonly ChainFrame[]> {
  const { translators, close } = openStages(recipe);
  try {
    checkSizes(recipe, translators);
    const frames: ChainFrame[] = [{ stage: 0, pictures: start }];
    const work = new Work(applications(recipe), watched);
    let pictures = start;
    for (let round = 0; round < recipe.rounds; round++)
      for (const [at, { run, times }] of recipe.stages.entries())
        for (let time = 1; time <= times; time++) {
          if (work.stopped) refuseHalf("chain");
          const translator = translators[at] as Translator;
          const where = `chain: stage ${at + 1}, ${run}, time ${round * times + time}`;
          pictures = await apply(translator, pictures, where);
          const by = `${translator.run.name}@${translator.step} ${translator.way}`;
          frames.push({ stage: at + 1, by, pictures });
          await work.advance();
        }
    return frames;
  } finally {
    close();
  }
}
