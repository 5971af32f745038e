import { attributeLevels } from "../data/told.js";
import { copyFinder, thumbnails } from "../diagnosis/copyCheck.js";
import { ConfigError, expected } from "../errors.js";
import type { Run } from "../runs/run.js";
import { TrainedGenerator } from "../runs/trainedGenerator.js";
import { levelsOf } from "../shares.js";
import { encodePng, gridImage } from "../show/grid.js";
import { headAnswers } from "./classHead.js";
import { coverData, type Placed } from "./coverData.js";
import { aboutOf, type SourceAbout } from "./coverSource.js";
import { coversAtLevels, type LevelledImages, levelSheet } from "./generatedCovers.js";
import { type AttributeVerdict, attributeVerdict, type Found } from "./proof/attributeVerdict.js";
import { diversity } from "./proof/diversity.js";
import { labelEffect } from "./proof/labelEffect.js";
import { checkProof, type ProofOptions } from "./proofOptions.js";
import { foundOf, type Regressed, regress } from "./regress.js";
import { levelCovers } from "./sheets/sheetPicture.js";
import { coverViews, type View, type ViewName } from "./views.js";

/** Everything that a proof about attributes found, plain JSON. */
export interface AttributeProof extends SourceAbout {
  readonly tells: "attributes";
  readonly seed: number;
  readonly attributes: readonly string[];
  readonly counts: { readonly training: number; readonly heldOut: number };
  /** What the run's own D finds in held-out reals, where it tells attributes. */
  readonly head?: Found;
  readonly regressors: Readonly<Record<ViewName, Regressed>>;
  /** Share of what differs between covers of fixed latents that each attribute alone explains. */
  readonly effects: readonly number[];
  /** Mean distance between covers, in grey levels. */
  readonly diversity: { readonly generated: number; readonly reals: number };
  readonly copies: { readonly found: number; readonly of: number };
  readonly verdict: AttributeVerdict;
}

/** Such a proof, and a sheet of one latent: attributes down, levels across. */
export interface AttributesProven {
  readonly proof: AttributeProof;
  readonly sheet: Uint8Array;
}

/** Levels and latents of the covers by which an attribute's effect is measured. */
const [LEVELS, LATENTS] = [5, 8];
/** Levels of the sheet. */
const COLUMNS = 8;

/** The covers of a run with the levels of their attributes. */
async function levelledData(run: Run, folder?: string, log?: (line: string) => void) {
  const { dataSet, training, heldOut } = await coverData(run, folder, log);
  const { classes } = run.iteration.condition;
  const levels = attributeLevels(dataSet, classes, training.places);
  const levelled = ({ images, places }: Placed): LevelledImages => ({
    images,
    levels: Float32Array.from([...places].flatMap((place) => [...levels(place)])),
  });
  const held = heldOut.places.length;
  if (held < 10)
    throw new ConfigError(expected(`held-out covers of ${run.name}`, "at least 10", held));
  return { training: levelled(training), heldOut: levelled(heldOut) };
}

const everyPlace = ({ count }: { readonly count: number }) =>
  Array.from({ length: count }, (_, at) => at);

async function measured(
  generator: TrainedGenerator,
  options: ProofOptions,
): Promise<AttributesProven> {
  const { run, iteration, step } = generator;
  const { samples = 1000, classifierSteps: steps = 600, signal, log = () => {} } = options;
  const { seed = run.options.seed } = options;
  const { classes: names } = iteration.condition;
  const attributes = names.length;
  const { training, heldOut } = await levelledData(run, options.data, log);
  log(`${samples.toLocaleString("en")} covers at step ${step}`);
  const generated = coversAtLevels(generator, samples, seed);
  const settings = { attributes, seed, steps, ...(signal ? { signal } : {}) };
  const judge = async ({ see, ...view }: View) => {
    log(`${view.name}: three regressors of ${steps} steps`);
    const of = ({ images, levels }: LevelledImages) => ({ values: see(images), levels });
    const seen = { training: of(training), heldOut: of(heldOut), generated: of(generated) };
    return regress({ ...view, ...seen }, settings);
  };
  const views = coverViews(training.images, 2 * attributes);
  const whole = await judge(views.whole);
  const colours = await judge(views.colours);
  const shapes = await judge(views.shapes);
  const effects = names.map((_, at) => {
    const sheet = levelSheet(generator, at, { columns: LATENTS, rows: LEVELS, seed });
    return labelEffect(sheet, LATENTS).label;
  });
  const copies = copyFinder(thumbnails(training.images))(generated.images);
  const answers = headAnswers(generator, heldOut.images);
  const head = answers && foundOf(heldOut.levels, levelsOf(answers), attributes, seed);
  const spread = ({ images }: LevelledImages) => diversity(images, everyPlace(images));
  const proof: AttributeProof = {
    tells: "attributes",
    ...aboutOf(generator),
    seed,
    attributes: names,
    counts: { training: training.images.count, heldOut: heldOut.images.count },
    ...(head ? { head } : {}),
    regressors: { whole, colours, shapes },
    effects,
    diversity: { generated: spread(generated), reals: spread(training) },
    copies: { found: copies.filter(Boolean).length, of: copies.length },
    verdict: attributeVerdict({ attributes: names, whole, shapes }),
  };
  const sheet = levelCovers(run, { columns: COLUMNS, seed, step });
  return { proof, sheet: await encodePng(gridImage(sheet, { columns: COLUMNS })) };
}

/**
 * Whether a run's covers follow their attributes: independent regressors trained on the run's training
 * covers find them in held-out covers and in generated ones, by the whole cover, by colours alone and
 * by drawing alone, beside permuted rows, names and directions by lot, each attribute's effect at fixed
 * latents, diversity and a copy check; with one verdict.
 * @throws ConfigError for a run without attributes, a step without a checkpoint, and other covers than
 * the run's own.
 */
export async function proveAttributes(
  run: Run,
  options: ProofOptions = {},
): Promise<AttributesProven> {
  checkProof(run, "attributes", options);
  const generator = new TrainedGenerator(run, options.step);
  try {
    return await measured(generator, options);
  } finally {
    generator.dispose();
  }
}
