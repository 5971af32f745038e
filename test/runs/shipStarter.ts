import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Digits } from "../../src/diagnosis/quality/digits.js";
import { removeFolder, writeFile, writeJson } from "../../src/files.js";
import { countParameters } from "../../src/nets/describe.js";
import { writeCheckpoint } from "../../src/runs/checkpoint.js";
import { gridName, type RunOptions } from "../../src/runs/run.js";
import type { TrainedGenerator } from "../../src/runs/trainedGenerator.js";

/** Every so many rows of the statistics go along, and grids of these steps beside the last. */
const ROWS = 20;
const GRIDS = [0, 500, 1000, 2000, 4000];

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function card({ run, step, network }: TrainedGenerator, digits: Digits): string {
  const { iteration, options, environment, measures } = run;
  const { sure, sureOfReals, accuracy, kinds } = digits;
  const { batchSize } = iteration.training;
  return `# starter: a small generator of handwritten digits

It ships with gan-atelier, so that there is something to draw with before you have trained anything:
\`npx atelier sample starter\`, \`npx atelier page starter\`, \`lab.open("starter")\`.

| | |
| --- | --- |
| draws | grey digits of 64 px from 64 normal numbers |
| network | DCGAN generator, 24 filters in the last hidden stage, ${countParameters(network).trainable.toLocaleString("en")} parameters |
| trained on | 60,000 MNIST digits enlarged from 28 px, manifest ${run.data.manifestHash.slice(0, 12)} |
| training | gan128MNIST, repaired, at 64 px (\`src/iterations/starter.ts\`): ${step} steps of batch ${batchSize}, ${(step * batchSize) / 1000} kimg, seed ${options.seed}, ${Math.round((run.lastRow()?.seconds ?? 0) / 60)} minutes on ${environment.cores} busy cores, TensorFlow ${environment.engine.version} |
| weights | moving averages of the training's (decay 0.999), float32; the generator alone, to draw with, not to resume |
| made by | \`node dist/test/runs/makeStarter.js\` |
| copy check | ${measures?.copyCheck.passed ? "passed" : "failed"}: the nearest of 256 training pictures to 64 samples |

\`npx atelier measure starter\` with MNIST at hand: a small classifier that has learned real digits, and names ${percent(accuracy)} of
others rightly, is sure (at least 90 %) of **${percent(sure)}** of the samples, among which are ${kinds} different digits; it is sure
of ${percent(sureOfReals)} of real digits.

![Samples at step ${step}](grids/${gridName(step, "plain")})

Some samples are no digit. MNIST (LeCun, Cortes, Burges) is under CC BY-SA 3.0 as commonly stated;
the weights are free to use, change and pass on as far as that allows, else under the project's MIT licence.
\`stats.jsonl\` holds every ${ROWS}th step; the full training is made again by the command above.
`;
}

/** The lab's own run files; \`averageDecay\` is 0 because the averages are the only weights there are. */
async function writeFiles({ run, step }: TrainedGenerator, folder: string): Promise<RunOptions> {
  const { iteration } = run;
  const options = {
    ...run.options,
    iteration: { ...iteration, sampling: { ...iteration.sampling, averageDecay: 0 } },
  };
  const { pid, processBegun, ...status } = run.status;
  const description = "60,000 MNIST digits, 28x28 grey; all enlarged to 64 px";
  await writeJson(join(folder, "options.json"), options);
  await writeJson(join(folder, "environment.json"), run.environment);
  await writeJson(join(folder, "data.json"), { ...run.data, description });
  await writeJson(join(folder, "measures.json"), run.measures);
  await writeJson(join(folder, "status.json"), status);
  const rows = run.rows().filter((row) => row.step === 1 || (row.step ?? 0) % ROWS === 0);
  await writeFile(
    join(folder, "stats.jsonl"),
    rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
  );
  for (const each of [...GRIDS, step]) {
    const name = gridName(each, "plain");
    await writeFile(join(folder, "grids", name), readFileSync(join(run.folder, "grids", name)));
  }
  return options;
}

/** Puts what is needed to draw with a generator, and its card, into a run folder of its own. */
export async function shipStarter(
  generator: TrainedGenerator,
  digits: Digits,
  folder: string,
): Promise<void> {
  const { step, tensors } = generator;
  removeFolder(folder);
  const options = await writeFiles(generator, folder);
  await writeCheckpoint(folder, { format: 1, step, options, game: null, data: null }, tensors);
  await writeFile(join(folder, "README.md"), card(generator, digits));
}
