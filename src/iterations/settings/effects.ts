import { ConfigError, expected } from "../../errors.js";
import type { Iteration } from "../iteration.js";
import { hasField, kindOf } from "../kinds.js";
import type { Field } from "./field.js";

/** Fields that do something only beside some value of another, beyond what the kind of GAN decides. */
interface Rule {
  readonly fields: readonly string[];
  readonly when: (iteration: Iteration) => boolean;
  /** The same in words. */
  readonly needs: string;
}

const rules: readonly Rule[] = [
  {
    fields: ["data.cropMarginPx"],
    when: ({ data }) => data.resize === "random",
    needs: "data.resize random",
  },
  {
    fields: ["condition.classes"],
    when: () => false,
    needs: "no such setting: a run takes them from its data",
  },
  {
    fields: ["condition.fakesWeight"],
    when: ({ condition }) => condition.kind === "classifier",
    needs: "condition.kind classifier",
  },
  {
    fields: ["generator.firstNorm", "generator.dropoutLive"],
    when: ({ generator }) => generator.network === "mohr",
    needs: "generator.network mohr",
  },
  {
    fields: ["generator.dropout"],
    when: ({ generator }) => ["mohr", "unet"].includes(generator.network),
    needs: "generator.network mohr or unet",
  },
  {
    fields: ["generator.latentDim"],
    when: ({ generator }) => generator.network !== "strideOne64",
    needs: "another generator.network: strideOne64 draws from a whole picture of noise",
  },
  {
    fields: ["generator.batchNormMomentum"],
    when: ({ generator }) => generator.norm !== "none",
    needs: "a generator.norm",
  },
  {
    fields: ["generator.learningRate"],
    when: ({ optimizer, generator, discriminator }) =>
      !optimizer.shared || generator.learningRate === discriminator.learningRate,
    needs: "optimizer.shared off: a shared optimizer has the discriminator's rate",
  },
  {
    fields: ["discriminator.denseUnits"],
    when: ({ discriminator }) => discriminator.network === "mohr",
    needs: "discriminator.network mohr",
  },
  {
    fields: ["discriminator.norm", "discriminator.batchNormMomentum"],
    when: ({ discriminator }) => !["mohr", "dense"].includes(discriminator.network),
    needs: "a discriminator.network with a norm, which mohr and dense have not",
  },
  {
    fields: ["discriminator.batchNormMomentum"],
    when: ({ discriminator }) => discriminator.norm !== "none",
    needs: "a discriminator.norm",
  },
  {
    fields: ["discriminator.dropout", "discriminator.dropoutLive"],
    when: ({ discriminator }) => discriminator.network !== "strideOne64",
    needs: "a discriminator.network with dropout, which strideOne64 has not",
  },
  {
    fields: ["discriminator.dropoutLayers"],
    when: ({ discriminator }) => discriminator.network === "dense",
    needs: "discriminator.network dense",
  },
  {
    fields: ["optimizer.decay"],
    when: ({ optimizer }) => optimizer.kind === "rmsProp",
    needs: "optimizer.kind rmsProp",
  },
  {
    fields: ["optimizer.beta1", "optimizer.beta2"],
    when: ({ optimizer }) => optimizer.kind === "adam",
    needs: "optimizer.kind adam",
  },
  {
    fields: ["training.r1Interval"],
    when: ({ training }) => training.r1Gamma > 0,
    needs: "training.r1Gamma above 0",
  },
  {
    fields: ["translation.blocks"],
    when: ({ generator }) => ["residual", "upscale"].includes(generator.network),
    needs: "generator.network residual or upscale",
  },
  {
    fields: ["translation.enlargement"],
    when: ({ generator }) => ["residual", "unet"].includes(generator.network),
    needs: "generator.network residual or unet",
  },
  {
    fields: ["translation.added"],
    when: ({ generator }) => generator.network === "unet",
    needs: "generator.network unet",
  },
  {
    fields: ["translation.earlier"],
    when: ({ translation }) => translation.to.startsWith("decay:"),
    needs: "translation.to decay:...",
  },
  {
    fields: ["translation.unrollEvery"],
    when: ({ translation }) => translation.unroll > 1,
    needs: "translation.unroll above 1",
  },
];

/** Refuses a field that would change nothing. @throws ConfigError with what it needs. */
export function checkEffect(iteration: Iteration, { section, name, path }: Field): void {
  const kind = kindOf(iteration);
  const isKind = path === "condition.kind" || path === "translation.kind";
  if (!isKind && !hasField(kind, section, name)) {
    const got = `${iteration.name}, ${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;
    throw new ConfigError(expected(path, "an iteration that has this field", got));
  }
  const broken = rules.find((rule) => rule.fields.includes(path) && !rule.when(iteration));
  if (!broken) return;
  const { name: of, preset } = iteration;
  throw new ConfigError(expected(path, broken.needs, `${of} ${preset}, where it has no effect`));
}
