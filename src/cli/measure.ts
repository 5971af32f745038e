import { Command } from "commander";
import { describeCopyCheck } from "../diagnosis/copyCheck.js";
import { ConfigError, expected } from "../errors.js";
import { lab } from "../lab.js";
import type { MeasuresAt } from "../runs/measureAt.js";
import { textTable } from "../show/table.js";

const kinds = ["samples", "heldOut", "blurred", "shuffled"] as const;
const names = {
  samples: "samples",
  heldOut: "held-out reals",
  blurred: "blurred reals",
  shuffled: "shuffled patches",
};

/** One line for each kind of pictures. */
function rows({ quality, twoSample, samples, reals }: MeasuresAt) {
  const plain = { samples, heldOut: reals, blurred: undefined, shuffled: undefined };
  return kinds.map((kind) => ({
    pictures: names[kind],
    "sliced wasserstein": quality?.slicedWasserstein[kind].toFixed(1),
    "colour distance": quality?.colour[kind].toFixed(1),
    "MS-SSIM in the set": quality?.similarity[kind].toFixed(3),
    "told from reals": `${(100 * twoSample[kind].accuracy).toFixed(0)} %, sure ${twoSample[kind].sureness.toFixed(2)}`,
    "lag-1": plain[kind]?.lag1.toFixed(3) ?? "",
    saturation: plain[kind]?.saturation.toFixed(3) ?? "",
    "between pictures": plain[kind]?.betweenSamples.toFixed(3) ?? "",
  }));
}

/** `RUN` or `RUN@STEP`. */
function parse(word: string): { readonly name: string; readonly step?: number } {
  const at = word.lastIndexOf("@");
  if (at < 0) return { name: word };
  const step = word.slice(at + 1);
  if (!/^\d+$/.test(step)) throw new ConfigError(expected("run", "RUN or RUN@STEP", word));
  return { name: word.slice(0, at), step: Number(step) };
}

async function measure(word: string, flags: { readonly data?: string }): Promise<void> {
  const { name, step } = parse(word);
  const options = { ...flags, ...(step === undefined ? {} : { step }), log: console.log };
  const measures = await lab.measure(lab.open(name), options);
  console.log(textTable(rows(measures)));
  const { digits } = measures;
  if (digits)
    console.log(
      `digits: sure of ${(100 * digits.sure).toFixed(0)} % of the samples (held-out reals ${(100 * digits.sureOfReals).toFixed(0)} %), ${digits.kinds} different ones`,
    );
  console.log(describeCopyCheck(measures.copyCheck, measures.quality?.n));
  console.log(
    `step ${measures.step}, seed ${measures.seed}, ${measures.quality?.n} pictures of each kind, 128 for the classifier; all against other reals`,
  );
}

/** `atelier measure RUN[@STEP]` */
export function measureCommand(): Command {
  return new Command("measure")
    .description(
      "measure a run's pictures at a checkpoint, beside reals, blurred and shuffled ones",
    )
    .argument("<run>", "its name or folder, with @STEP for an earlier checkpoint")
    .option("--data <folder>", "where the pictures of the run lie now, if they were moved")
    .action(measure);
}
