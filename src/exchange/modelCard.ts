import { choiceCount, type Noise, toldNames } from "../iterations/iteration.js";
import { countParameters, outputOf } from "../nets/describe.js";
import type { Run } from "../runs/run.js";
import type { TrainedGenerator } from "../runs/trainedGenerator.js";
import { escapeMarkdown } from "../show/escape.js";
import { isTorchDcgan } from "./generatorArrays.js";

/** The programs that a generator can be written for. */
export const exportFormats = ["tfjs", "savedmodel", "safetensors"] as const;

/** One of `exportFormats`. */
export type ExportFormat = (typeof exportFormats)[number];

const distributions: Readonly<Record<Noise, string>> = {
  U01: "uniform in [0, 1)",
  U11: "uniform in [-1, 1)",
  N01: "normal, mean 0, deviation 1",
};

const formatNames: Readonly<Record<ExportFormat, string>> = {
  tfjs: "TensorFlow.js LayersModel",
  savedmodel: "TensorFlow SavedModel",
  safetensors: "safetensors",
};

/** How a program of the format loads it and draws. */
function loading(generator: TrainedGenerator, format: ExportFormat): string {
  const shape = ["4", ...generator.latentShape].join(", ");
  switch (format) {
    case "tfjs":
      return `\`\`\`js
const model = await tf.loadLayersModel("model.json"); // plain @tensorflow/tfjs 4
const pictures = model.predict(latents); // latents: [${shape}]
\`\`\``;
    case "savedmodel":
      return `\`\`\`python
model = tf.saved_model.load("FOLDER")
pictures = model.signatures["serving_default"](latents=latents)["pictures"]  # latents: [${shape}]
\`\`\``;
    case "safetensors":
      return isTorchDcgan(generator)
        ? `\`\`\`python
# netG: the PyTorch DCGAN example's Generator of the same size (its Sequential is \`main\`)
netG.load_state_dict(safetensors.torch.load_file("generator.safetensors"), strict=False)
pictures = netG.eval()(latents)  # latents: [4, ${generator.latentShape.at(-1)}, 1, 1], channels come first
\`\`\`
\`strict=False\` because \`num_batches_tracked\`, which inference does not use, is not in the file.`
        : `Arrays are named \`generator/NN-layer/array\` in the order of the layers; kernels lie as TensorFlow
has them: dense [in, out], conv [height, width, in, out], convTranspose [height, width, out, in].`;
  }
}

/** What may be done with the weights depends on the pictures; the lab knows only where they came from. */
export function licenceNote(run: Run): string {
  const { set, origin } = run.data;
  if (origin === "synthetic") {
    return "Trained on pictures that gan-atelier (MIT licence) drew itself: no third party has rights in them.";
  }
  if (origin === "imported") {
    return "Imported: the licence of the weights is that of the file they came from.";
  }
  if (set.startsWith("mnist")) {
    return "Trained on MNIST (LeCun, Cortes, Burges; CC BY-SA 3.0 as commonly stated).";
  }
  return "Trained on pictures of others: whether weights and pictures may be passed on depends on the rights in those. gan-atelier's own licence (MIT) does not cover them.";
}

function copyLine({ run, step }: TrainedGenerator): string {
  const { measures } = run;
  if (!measures || measures.step !== step) return "Copy check: not made at this step.";
  const { passed } = measures.copyCheck;
  return `Copy check (nearest training picture of 64 samples): ${passed ? "passed" : "**failed**, some samples are close to training pictures"}.`;
}

const span = (range: "unit01" | "sym11") => (range === "unit01" ? "0 to 1" : "-1 to 1");

/** What the end of a latent tells, for a generator that is told a class. */
function classLine({ iteration }: TrainedGenerator): string {
  const told = toldNames(iteration);
  const count = told.length;
  if (count === 0) return "";
  const names = told.map((name) => escapeMarkdown(name)).join(", ");
  const choices = choiceCount(iteration);
  if (iteration.condition.tells === "attributes")
    return `\n| attributes | the last ${count} numbers of a latent: for each attribute of level a, 0 to 1, a / ${choices} and (1 - a) / ${choices}: ${names} |`;
  return `\n| classes | the last ${count} numbers of a latent, 1 for its class and 0 for the others, or shares that sum to 1: ${names} |`;
}

/** A page for whoever gets the files: what they are, what they were made of, how to draw with them. */
export function modelCard(generator: TrainedGenerator, format: ExportFormat): string {
  const { iteration, run, step, network, range } = generator;
  const { trainable } = countParameters(network);
  const kimg = (step * iteration.training.batchSize) / 1000;
  const output = outputOf(network).join(", ");
  const input = generator.latentShape.join(", ");
  return `# ${escapeMarkdown(iteration.name)} ${escapeMarkdown(iteration.preset)}: a generator as ${formatNames[format]}

${escapeMarkdown(iteration.title)}. Draws pictures of ${iteration.data.imageSize} px from random numbers.
Written by gan-atelier from the run \`${run.name}\`.

| | |
| --- | --- |
| training data | ${escapeMarkdown(run.data.description)} |
| manifest of the data | ${run.data.manifestHash.slice(0, 12)} |
| steps | ${step} of batch ${iteration.training.batchSize}: ${kimg} kimg; seed ${run.options.seed} |
| parameters | ${trainable.toLocaleString("en")} |
| latents | [batch, ${input}], float32, ${distributions[iteration.generator.latentNoise]} |${classLine(generator)}
| pictures | [batch, ${output}]${format === "safetensors" && isTorchDcgan(generator) ? " (in PyTorch channels come first)" : ""}, float32, ${span(range)} |
| norms | moving statistics, fixed: a picture does not depend on its neighbours |

${loading(generator, format)}

\`check.safetensors\` holds four \`latents\` and the \`pictures\` that gan-atelier drew from them: what
your program draws from the same latents should be equal within 1e-4.

${copyLine(generator)}

**Licence.** ${licenceNote(run)}
`;
}
