import { z } from "zod";
import { type Iteration, type Section, sections, unconditional } from "./iteration.js";
import { latentGenerators, pictureDiscriminators, pictureGenerators } from "./schema/networks.js";
import { sectionSchemas } from "./schema/sections.js";
import { learningRate, whole, widths } from "./schema/values.js";
import { noTranslation, translation } from "./translation.js";

const { data, condition, generator, discriminator, optimizer, training, sampling } = sectionSchemas;

/** Training pictures that are held out: what every kind has of a condition. */
const heldOut = condition.pick({ heldOut: true });

/** Latents to pictures. */
const image = z.strictObject({
  kind: z.literal("image GAN"),
  data,
  condition: heldOut,
  generator: generator.extend({
    network: z.enum(latentGenerators),
    latentDim: whole(1, 65_536),
  }),
  discriminator: discriminator.extend({ network: z.enum(pictureDiscriminators) }),
  optimizer,
  training,
  sampling,
});

/** Latents and a class, or attributes, to pictures. */
const conditional = image.extend({
  kind: z.literal("conditional GAN"),
  condition,
  generator: generator.extend({ network: z.enum(["dcgan"]), latentDim: whole(1, 65_536) }),
  discriminator: discriminator.extend({ network: z.enum(["dcgan"]) }),
});

/** What both kinds of translation have. */
const fromPictures = {
  data,
  condition: heldOut,
  generator: z.strictObject({ network: z.enum(pictureGenerators), filters: widths, learningRate }),
  discriminator: z.strictObject({ network: z.enum(["patch"]), filters: widths, learningRate }),
  optimizer: optimizer.omit({ shared: true }).partial({ decay: true }),
  training: training.pick({
    batchSize: true,
    steps: true,
    initialiser: true,
    loss: true,
    checkpointEvery: true,
  }),
  sampling: sampling.pick({ every: true, grid: true }),
};

/** Pictures to those of another set and back, without pairs (Zhu 2017). */
const cycle = z.strictObject({
  kind: z.literal("CycleGAN"),
  ...fromPictures,
  translation: translation
    .pick({
      to: true,
      blocks: true,
      enlargement: true,
      cycleWeight: true,
      identityWeight: true,
      replay: true,
      decayFrom: true,
    })
    .extend({ kind: z.literal("cycle") }),
});

/** Each picture to its partner (Isola 2017). */
const pairs = z.strictObject({
  kind: z.literal("pix2pix"),
  ...fromPictures,
  generator: fromPictures.generator.merge(generator.pick({ dropout: true })),
  translation: translation
    .omit({ cycleWeight: true, identityWeight: true, replay: true })
    .extend({ kind: z.literal("pairs") }),
});

/** Settings of an experiment by kind: those that have an effect, and no others. */
const settings = z.discriminatedUnion("kind", [image, conditional, cycle, pairs]);

export type Settings = z.infer<typeof settings>;
export type Kind = Settings["kind"];

/** Which kind of GAN an iteration is. */
export function kindOf(iteration: Pick<Iteration, "condition" | "translation">): Kind {
  const { condition, translation } = iteration;
  if (translation.kind === "cycle") return "CycleGAN";
  if (translation.kind === "pairs") return "pix2pix";
  return condition.kind === "none" ? "image GAN" : "conditional GAN";
}

/** The fields of a kind, by section. */
function fieldsOfKind(kind: Kind): { readonly [S in Section]?: z.AnyZodObject } {
  const { kind: _, ...own } = settings.optionsMap.get(kind)?.shape ?? {};
  return own as { readonly [S in Section]?: z.AnyZodObject };
}

/** Whether a kind has a field: whether setting it would change anything. */
export const hasField = (kind: Kind, section: Section, field: string): boolean =>
  field in (fieldsOfKind(kind)[section]?.shape ?? {});

/** What the fields that a kind does not have are filled with, so that every reader finds every section. */
const neutral = {
  condition: unconditional,
  translation: noTranslation,
  generator: {
    latentDim: 0,
    latentNoise: "N01",
    norm: "none",
    firstNorm: false,
    batchNormMomentum: 0.9,
    dropout: 0,
    dropoutLive: true,
  },
  discriminator: {
    denseUnits: 0,
    norm: "none",
    batchNormMomentum: 0.9,
    dropout: 0,
    dropoutLive: true,
    dropoutLayers: "all",
  },
  optimizer: { decay: 0, shared: false },
  training: {
    labelSmoothing: 0,
    labelFlips: 0,
    instanceNoise: 0,
    diffAugment: [],
    l2: 0,
    r1Gamma: 0,
    r1Interval: 1,
    gpWeight: 0,
    generatorInterval: 1,
    stepOrder: "torch",
    fakesForDiscriminator: "training",
    gate: "none",
  },
  sampling: { noise: "N01", latents: "fixedLatents", render: "rgb", averageDecay: 0 },
} as const;

type Partials = { readonly [S in Section]?: Readonly<Record<string, unknown>> };

/** Every field of every section in the schema's order: those given, else neutral ones. */
function filled(given: Partials): Pick<Iteration, Section> {
  const blank: Partials = neutral;
  const all = sections.map((section) => {
    const fields = { ...blank[section], ...given[section] };
    const known = Object.keys(sectionSchemas[section].shape).filter((name) => name in fields);
    return [
      section,
      { ...Object.fromEntries(known.map((name) => [name, fields[name]])), ...fields },
    ];
  });
  return Object.fromEntries(all) as Pick<Iteration, Section>;
}

/** An iteration of some kind, written without the fields that its kind does not have. */
export function iterationOf(
  identity: Pick<Iteration, "name" | "preset" | "title">,
  { kind: _, ...own }: Settings,
): Iteration {
  return { ...identity, ...filled(own) };
}

/** An iteration that was kept by an older version, with the sections and fields of this one. */
export const completed = (kept: Iteration): Iteration => ({ ...kept, ...filled(kept) });

/** The settings of an iteration that its kind has. */
export function settingsOf(iteration: Iteration): { readonly kind: Kind } & Partials {
  const kind = kindOf(iteration);
  const own = Object.entries(fieldsOfKind(kind)).map(([name, { shape }]) => {
    const section = Object.entries(iteration[name as Section]);
    return [name, Object.fromEntries(section.filter(([field]) => field in shape))];
  });
  return { kind, ...Object.fromEntries(own) };
}

/** What is wrong with an iteration's settings for its kind; the first issue, `undefined` if nothing is. */
export function firstIssue(iteration: Iteration): z.ZodIssue | undefined {
  return settings.safeParse(settingsOf(iteration)).error?.issues[0];
}
