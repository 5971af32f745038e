import { type Cause, percent, short } from "../cause.js";

/** Share of the trained latents' width below which, or distance of the means above which, noise differs. */
const [WIDTH, SHIFT] = [0.75, 0.25];
/** Contrast that a faint pattern gains, above which a picture exaggerates. */
const CONTRAST = 1.5;

/** I: pictures are made from other noise than was trained on, or in false colours. */
export const view: Cause = {
  letter: "I",
  cause: "pictures show something else than was trained",
  look({ start: { latents, view } }) {
    const { trained, sampled } = latents;
    const width = sampled.sd / trained.sd;
    const shift = Math.abs(sampled.mean - trained.mean) / trained.sd;
    const otherNoise = width < WIDTH || width > 1 / WIDTH || shift > SHIFT;
    const falseColour = view.contrast > CONTRAST || view.channelsShown < view.channels;
    if (!otherNoise && !falseColour) return undefined;
    return {
      sign: otherNoise ? "samples come from other noise" : "pictures are in false colours",
      evidence: [
        ...(otherNoise
          ? [
              `trained on latents of mean ${trained.mean.toFixed(2)}, sd ${trained.sd.toFixed(2)}, sampled from mean ${sampled.mean.toFixed(2)}, sd ${sampled.sd.toFixed(2)}`,
            ]
          : []),
        ...(falseColour
          ? [
              `a faint pattern is shown with ${short(view.contrast)} times its contrast, ${view.channelsShown} of ${view.channels} channels leave a trace`,
            ]
          : []),
      ].join("; "),
      cures: [
        ...(otherNoise ? [{ field: "sampling.noise", value: "as generator.latentNoise" }] : []),
        ...(falseColour
          ? [{ field: "sampling.render", value: view.channels === 1 ? "grey" : "rgb" }]
          : []),
      ],
      cannotTell: otherNoise
        ? "how good pictures from the trained noise are"
        : "nothing about the networks: only the picture is affected",
    };
  },
};

/** Bounds of a set that is in order: distinct share, unreadable share, mean stretch. */
const [DISTINCT, UNREADABLE, STRETCH] = [0.95, 0.02, 1.15];

/** J: the data themselves. */
export const data: Cause = {
  letter: "J",
  cause: "the pictures repeat, are broken, or are squashed",
  look({ start: { data } }) {
    const distinct = data.distinct / Math.max(1, data.drawn);
    const unreadable = data.unreadable / Math.max(1, data.count + data.unreadable);
    const repeats = distinct < DISTINCT;
    const broken = unreadable > UNREADABLE;
    const squashed = data.stretch > STRETCH;
    if (!repeats && !broken && !squashed) return undefined;
    return {
      sign: repeats ? "pictures repeat" : broken ? "files are broken" : "pictures are squashed",
      evidence: [
        ...(repeats
          ? [`of ${data.drawn} pictures drawn by lot ${data.distinct} are distinct`]
          : []),
        ...(broken
          ? [`${data.unreadable} files of ${data.count + data.unreadable} cannot be read`]
          : []),
        ...(squashed ? [`one side is stretched by ${percent(data.stretch - 1)} on average`] : []),
      ].join("; "),
      cures: [
        ...(repeats ? [{ field: "data.duplicates", value: "removed" }] : []),
        ...(broken ? [{ field: "data", value: "a folder without the files that are listed" }] : []),
        ...(squashed ? [{ field: "data.resize", value: "centre or random" }] : []),
      ],
      cannotTell: "whether pictures that are distinct also look different",
    };
  },
};
