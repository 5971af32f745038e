import type { z } from "zod";
import { sectionSchemas } from "./schema/sections.js";
import type { Translation } from "./translation.js";

type Schemas = typeof sectionSchemas;

/** A section of an iteration. */
export type Section = keyof Schemas;

/** The fields of a section; their ranges and meanings stand in `schema/`. */
type Fields<S extends Section> = Readonly<z.infer<Schemas[S]>>;

/** One field that two iterations do not share. */
export interface Difference {
  /** `generator.learningRate` */
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** What an experiment is: everything but the random seed, the budget and the folders. */
export interface Iteration {
  /** The report's name of the script. */
  readonly name: string;
  readonly preset: string;
  /** What this one was derived from; absent in one that is written in full. */
  readonly parent?: { readonly name: string; readonly preset: string };
  /** Fields that a person set by hand over the preset; absent where there are none. */
  readonly changes?: readonly Difference[];
  /** One line for lists and headings. */
  readonly title: string;
  readonly data: Fields<"data">;
  readonly condition: Fields<"condition">;
  readonly translation: Translation;
  readonly generator: Fields<"generator">;
  readonly discriminator: Fields<"discriminator">;
  readonly optimizer: Fields<"optimizer">;
  readonly training: Fields<"training">;
  readonly sampling: Fields<"sampling">;
}

export type Scaling = Iteration["data"]["scaling"];
export type Noise = Iteration["generator"]["latentNoise"];
/** The families of networks, as `src/nets` builds them. */
export type NetworkKind = Iteration["generator"]["network"];
/** The losses by name, as `src/training` computes them. */
export type LossName = Iteration["training"]["loss"];
/** Factors of loss-ratio update skipping: `generator` guards G's update, `discriminator` D's. */
export type GateRule = Exclude<Iteration["training"]["gate"], "none">;
/** Parts of DiffAugment. */
export type Augmentation = Iteration["training"]["diffAugment"][number];
/** How the class of a picture enters the networks. */
export type ConditionKind = Iteration["condition"]["kind"];
/** The update schedule: who learns when; see `training/gan.ts`. */
export type StepOrder = Iteration["training"]["stepOrder"];

/** The condition of iterations that know of no classes, and of runs older than conditions. */
export const unconditional: Iteration["condition"] = {
  kind: "none",
  tells: "classes",
  classes: [],
  fakesWeight: 0,
  heldOut: 0,
  labels: "given",
};

/** Names of what a condition's class probabilities are of: classes, or both ends of each attribute; none without a condition. */
export function toldNames({ condition }: Pick<Iteration, "condition">): readonly string[] {
  const { kind, tells, classes } = condition;
  if (kind === "none") return [];
  if (tells === "classes") return classes;
  return classes.flatMap((name) => [`${name} high`, `${name} low`]);
}

/** How many classes the networks are conditioned on, an attribute's ends being one each; 0 without a condition. */
export const classCount = (iteration: Pick<Iteration, "condition">): number =>
  toldNames(iteration).length;

/** How many choices a condition is: one among classes, or one for each attribute. */
export const choiceCount = ({ condition: { tells, classes } }: Pick<Iteration, "condition">) =>
  tells === "attributes" ? classes.length : 1;

/** Names of an iteration's sections. */
export const sections = Object.keys(sectionSchemas) as readonly Section[];
