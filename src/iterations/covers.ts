import { derive } from "./derive.js";
import type { Iteration } from "./iteration.js";
import { kerasGANv5 } from "./kerasGANv5.js";

const genres = ["classical", "country", "hiphop", "jazz", "metal", "reggae"]; // the set `albums`

/**
 * Album covers for a genre at 64 px: AC-GAN (Odena 2017) on DCGAN's networks. Nearest in our stack
 * is tfjs-examples' mnist-acgan ("tfjs" below).
 */
const classifier: Iteration = derive(
  kerasGANv5.narrow,
  {
    name: "covers64",
    preset: "repaired",
    title: "album covers for a genre, 64 px: D also names the genre",
  },
  {
    data: {
      set: "albums", // report: "correlates the song genre to the album cover"
      imageSize: 64, // source: the album-cover paper's DCGAN and WGAN-GP
      cropMarginPx: 8, // proposal: 72 px before the cut
      flip: false, // proposal: covers carry lettering
      order: "balanced", // proposal: genres run from 59 to 279 covers
    },
    condition: {
      kind: "classifier", // source: tfjs
      classes: genres,
      fakesWeight: 0, // proposal: D learns genres from reals alone; tfjs takes the sampled class, 1
      heldOut: 0.2, // proposal: for the proof
    },
    generator: {
      latentDim: 100, // source: tfjs
      latentNoise: "N01", // source: dcgan.torch
    },
    discriminator: {
      filters: [64], // source: dcgan.torch
      dropout: 0.3, // source: tfjs
    },
    training: {
      batchSize: 64, // source: dcgan.torch
      steps: 3000, // proposal
      labelSmoothing: 0.05, // source: tfjs, reals are labelled 0.95
      diffAugment: ["colour", "translation", "cutout"], // proposal: some hundreds of covers a genre
    },
    sampling: {
      noise: "N01",
      grid: genres.length, // proposal: a row for each genre, a column for each latent
      averageDecay: 0.99, // proposal: a hundred steps, of few thousands
    },
  },
);

/** The control: genres are dealt out anew by lot, so that there is nothing to learn. */
const permuted = derive(
  classifier,
  { preset: "permuted", title: `${classifier.title}; genres dealt out by lot` },
  { condition: { labels: "permuted" } },
);

/** The baseline: the same networks are told nothing; on a folder of one genre, one net for each. */
const unlabelled = derive(
  classifier,
  { preset: "unlabelled", title: "album covers at 64 px, whatever their genre" },
  {
    data: { order: "with-replacement" }, // a genre may have fewer covers than a batch
    condition: { kind: "none", classes: [] },
  },
);

/** The sixth goal of the album-cover paper, with its baseline and its control. */
export const covers64 = { repaired: classifier, permuted, unlabelled } as const;

/** The same at 128 px. */
export const covers128 = {
  repaired: derive(
    classifier,
    {
      name: "covers128",
      preset: "repaired",
      title: "album covers for a genre, 128 px: D also names the genre",
    },
    {
      data: { imageSize: 128, cropMarginPx: 16 },
      generator: { filters: [40] }, // proposal: for two cores
      discriminator: { filters: [40] }, // proposal
      training: { batchSize: 32 }, // proposal
    },
  ),
} as const;

/** D judges a cover as one of its genre (Miyato and Koyama 2018). */
const projection = derive(
  classifier,
  {
    name: "coversProjection64",
    preset: "repaired",
    title: "album covers for a genre, 64 px: D judges a cover as one of its genre",
  },
  { condition: { kind: "projection" } },
);

export const coversProjection64 = {
  repaired: projection,
  permuted: derive(
    projection,
    { preset: "permuted", title: `${projection.title}; genres dealt out by lot` },
    { condition: { labels: "permuted" } },
  ),
} as const;

/** Numbers of the song in place of its genre: what each is, is a mixture of its two ends. */
const attributes = derive(
  classifier,
  {
    name: "coversAttributes64",
    preset: "repaired",
    title: "album covers for a song's attributes, 64 px: D also tells them",
  },
  {
    data: {
      set: "synthetic-attributes", // proposal: a table of one's own takes its place (--data TABLE.csv)
      order: "shuffled-passes", // there are no classes to balance
    },
    condition: {
      tells: "attributes", // source: the album-cover paper's table of danceability, energy, loudness ..
      classes: ["danceability", "energy", "loudness", "tempo", "liveness"],
    },
    sampling: { grid: 10 }, // proposal: a row for each end of an attribute
  },
);

export const coversAttributes64 = {
  repaired: attributes,
  permuted: derive(
    attributes,
    { preset: "permuted", title: `${attributes.title}; rows of the table dealt out by lot` },
    { condition: { labels: "permuted" } },
  ),
} as const;

/** WGAN-GP (Gulrajani 2017) with genres: the critic has no norm, and learns five times as often. */
export const coversWgan64 = {
  repaired: derive(
    classifier,
    {
      name: "coversWgan64",
      preset: "repaired",
      title: "album covers for a genre, 64 px: WGAN-GP's critic also names the genre",
    },
    {
      discriminator: {
        norm: "none", // source: Gulrajani 2017, section 4: no batch norm in the critic
        dropout: 0, // source: none there
      },
      training: {
        loss: "wasserstein", // source
        gpWeight: 10, // source
        generatorInterval: 5, // source: five critic steps
        labelSmoothing: 0, // source: scores are no labels
        steps: 6000, // proposal: G learns in a fifth of them
      },
    },
  ),
} as const;
