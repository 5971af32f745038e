import { type Images, part } from "../../shape.js";
import { type Answer, type Labelled, trainClassifier } from "./classifier.js";
import { halvedTo } from "./halvedTo.js";

/** Probability from which the classifier counts as sure. */
const SURE = 0.9;
/** Largest side that the classifier reads; larger pictures are halved. */
const MOST_PX = 55;
const DIGITS = 10;

/** How digit-like samples are, to a classifier that has learned real digits only. */
export interface Digits {
  /** Share of samples, and of held-out reals, that it is sure of. */
  readonly sure: number;
  readonly sureOfReals: number;
  /** Share of held-out reals that it names rightly. */
  readonly accuracy: number;
  /** Different digits among the samples that it is sure of. */
  readonly kinds: number;
}

const shareSure = (answers: readonly Answer[]) =>
  answers.filter(({ sureness }) => sureness >= SURE).length / answers.length;

/**
 * Trains a classifier on three quarters of real digits and asks it about the others and about samples.
 * @param reals digits with labels 0 to 9, of the samples' size.
 */
export function digits(samples: Images, reals: Labelled, seed: number): Digits {
  const images = halvedTo(reals.images, MOST_PX);
  const taught = Math.floor((3 * images.count) / 4);
  const labels = reals.labels.slice(taught);
  const lesson = { images: part(images, 0, taught), labels: reals.labels.slice(0, taught) };
  const { classify, dispose } = trainClassifier(lesson, DIGITS, seed);
  const ofReals = classify(part(images, taught, images.count - taught));
  const ofSamples = classify(halvedTo(samples, MOST_PX));
  dispose();
  const sure = ofSamples.filter(({ sureness }) => sureness >= SURE);
  return {
    sure: shareSure(ofSamples),
    sureOfReals: shareSure(ofReals),
    accuracy: ofReals.filter(({ label }, at) => label === labels[at]).length / ofReals.length,
    kinds: new Set(sure.map(({ label }) => label)).size,
  };
}
