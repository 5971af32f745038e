import { copyFinder, thumbnails } from "../diagnosis/copyCheck.js";
import type { Run } from "../runs/run.js";
import type { RunAtStep } from "../runs/runAtStep.js";
import { joinPictures } from "../shape.js";
import { encodePng, gridImage } from "../show/grid.js";
import { type CoverSource, type SourceAbout, toldSource } from "./coverSource.js";
import type { GenreData, LabelledImages } from "./genreData.js";
import { judgings } from "./judgings.js";
import { netsSource } from "./netsSource.js";
import { classColours, colourHistograms, jensenShannon } from "./proof/colours.js";
import { diversity } from "./proof/diversity.js";
import { type GenreVerdict, genreVerdict } from "./proof/genreVerdict.js";
import { type LabelEffect, labelEffect } from "./proof/labelEffect.js";
import { checkCounts, checkProof, type ProofOptions } from "./proofOptions.js";
import { type Judged, type Judging, recognise, type Scored } from "./recognise.js";

/** Everything that a proof found, plain JSON but for the sheet. */
export interface Proof extends SourceAbout {
  readonly tells: "classes";
  readonly seed: number;
  readonly genres: readonly string[];
  readonly counts: { readonly training: readonly number[]; readonly heldOut: readonly number[] };
  /** What always naming the largest genre would get right, unbalanced. */
  readonly majority: number;
  readonly classHead?: Scored;
  /** By the whole cover, by its colours alone, by its drawing alone. */
  readonly classifiers: {
    readonly whole: Judged;
    readonly colours: Judged;
    readonly shapes: Judged;
  };
  /** Distance of colours of generated genre (row) and real genre (column), 0..1. */
  readonly colourDistances: readonly (readonly number[])[];
  /** Rows whose own genre is the nearest. */
  readonly nearestRows: number;
  readonly labelEffect: LabelEffect;
  /** Mean distance inside each genre, in grey levels. */
  readonly diversity: { readonly generated: readonly number[]; readonly reals: readonly number[] };
  readonly copies: { readonly found: number; readonly of: number };
  readonly verdict: GenreVerdict;
}

/** A proof and the sheet of covers that it shows. */
export interface Proven {
  readonly proof: Proof;
  readonly sheet: Uint8Array;
}

/** Covers a row of the sheet. */
const COLUMNS = 8;

function colourMatrix(
  { training, heldOut }: GenreData,
  generated: LabelledImages,
  classes: number,
) {
  const coloursOf = ({ images, labels }: LabelledImages) =>
    classColours(colourHistograms(images), labels, classes);
  const reals = {
    images: joinPictures([training.images, heldOut.images]),
    labels: Int32Array.from([...training.labels, ...heldOut.labels]),
  };
  const columns = coloursOf(reals);
  const distances = coloursOf(generated).map((row) =>
    columns.map((own) => jensenShannon(row, own)),
  );
  const nearestRows = distances.filter((row, at) => row.indexOf(Math.min(...row)) === at).length;
  return { distances, nearestRows };
}

const placesOf = ({ labels }: LabelledImages, label: number) =>
  Array.from(labels.keys()).filter((at) => labels[at] === label);

const countsOf = (covers: LabelledImages, genres: readonly string[]) =>
  genres.map((_, label) => placesOf(covers, label).length);

async function measured(source: CoverSource, options: ProofOptions): Promise<Proven> {
  const { samples = 1000, classifierSteps = 600, signal, log = () => {} } = options;
  const { about, genres } = source;
  const { seed = source.seed } = options;
  const data = await source.data();
  log(`${samples.toLocaleString("en")} covers at step ${about.step}`);
  const generated = source.covers(samples, seed);
  const kinds = judgings(data, generated, genres.length, classifierSteps);
  const settings = { classes: genres.length, seed, ...(signal ? { signal } : {}) };
  const judge = async (kind: Judging) => {
    log(`${kind.name}: three classifiers of ${classifierSteps} steps`);
    return recognise(kind, settings);
  };
  const whole = await judge(kinds.whole);
  const colours = await judge(kinds.colours);
  const shapes = await judge(kinds.shapes);
  const sheet = source.sheet(COLUMNS, seed);
  const { distances, nearestRows } = colourMatrix(data, generated, genres.length);
  const copies = copyFinder(thumbnails(data.training.images))(generated.images);
  const heldOut = countsOf(data.heldOut, genres);
  const head = source.head(data.heldOut);
  const evidence = {
    classes: genres.length,
    reals: whole.reals,
    generated: whole.generated,
    shapes,
  };
  const within = (covers: LabelledImages) =>
    genres.map((_, label) => diversity(covers.images, placesOf(covers, label)));
  const proof: Proof = {
    tells: "classes",
    ...about,
    seed,
    genres,
    counts: { training: countsOf(data.training, genres), heldOut },
    majority: Math.max(...heldOut) / data.heldOut.labels.length,
    ...(head ? { classHead: head } : {}),
    classifiers: { whole, colours, shapes },
    colourDistances: distances,
    nearestRows,
    labelEffect: labelEffect(sheet, COLUMNS),
    diversity: { generated: within(generated), reals: within(data.training) },
    copies: { found: copies.filter(Boolean).length, of: copies.length },
    verdict: genreVerdict(evidence),
  };
  return { proof, sheet: await encodePng(gridImage(sheet, { columns: COLUMNS })) };
}

async function proveSource(source: CoverSource, options: ProofOptions): Promise<Proven> {
  try {
    return await measured(source, options);
  } finally {
    source.dispose();
  }
}

/**
 * Whether a run's covers follow their genre: independent classifiers trained on the run's training
 * covers judge held-out covers and generated ones, by the whole cover, by colours alone and by
 * drawing alone, beside permuted labels, colour distances, the label's effect at fixed latents,
 * diversity and a copy check; with one verdict.
 * @throws ConfigError for a run without genres, a step without a checkpoint, and other covers than
 * the run's own.
 */
export async function prove(run: Run, options: ProofOptions = {}): Promise<Proven> {
  checkProof(run, "classes", options);
  return proveSource(toldSource(run, options), options);
}

/**
 * The same of several runs that each learned from one genre's covers and were told nothing: one
 * generator for each genre, the baseline of every generator that is told them.
 * @param options `data` is then the folder of the genres' folders; steps are the runs' own.
 * @throws ConfigError for fewer than two runs, one that was told genres, two of one genre, different
 * sizes, and other covers than the runs' own.
 */
export async function proveNets(
  nets: readonly RunAtStep[],
  options: Omit<ProofOptions, "step"> = {},
): Promise<Proven> {
  checkCounts(options);
  return proveSource(netsSource(nets, options), options);
}
