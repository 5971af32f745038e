import { type Cause, percent, short } from "../cause.js";
import { column, late } from "../signals.js";

/** D: the picture hangs on a few numbers that are enlarged without weights. */
export const bottleneck: Cause = {
  letter: "D",
  cause: "a bottleneck of few numbers, enlarged without weights",
  look(signals) {
    const { narrowest, enlargement, latentSize } = signals.start.networks;
    if (enlargement < 2 || narrowest > latentSize) return undefined;
    return {
      sign: `the picture hangs on ${narrowest} numbers`,
      evidence: `the picture hangs on ${narrowest} numbers (the latent has ${latentSize}), enlarged ${short(enlargement)} times without weights; samples spread in ${short(late(signals, "sampleRank"))} directions, reals in ${short(late(signals, "realRank"))}; low frequencies ${percent(late(signals, "sampleCoarse") ?? 0)} of the contrast (reals ${percent(late(signals, "realCoarse") ?? 0)}), checkerboard ${percent(late(signals, "sampleChecker") ?? 0)} (reals ${percent(late(signals, "realChecker") ?? 0)})`,
      cures: [{ field: "generator.network", value: "dcgan" }],
      cannotTell: "whether blobs come from here or from another cause, while another is named",
    };
  },
};

/** Smoothness of a dense layer's weights below which it has found no neighbourhood. */
const ROUGH = 0.6;

/** H: one row of weights a pixel, and no notion of neighbours. */
export const dense: Cause = {
  letter: "H",
  cause: "a dense generator has no notion of neighbouring pixels",
  look(signals) {
    const head = late(signals, "headLag1");
    const [samples, reals] = [late(signals, "sampleLag1") ?? 0, late(signals, "realLag1") ?? 0];
    if (head === undefined || head > ROUGH || samples > reals - 0.15) return undefined;
    return {
      sign: "G's weights know no neighbouring pixels",
      evidence: `G's last weights are one row a pixel, with a correlation of ${head.toFixed(2)} between neighbours; samples' lag-1 ${samples.toFixed(2)}, reals' ${reals.toFixed(2)}`,
      cures: [{ field: "generator.network", value: "a convolutional one: conv40 or dcgan" }],
      cannotTell: "whether long training would smooth the weights: on scaled reals it does in part",
    };
  },
};

/** Share of the contrast that must move along with a shifted latent. */
const FOLLOWS = 0.5;

/** K: the generator is a filter on a picture of noise. */
export const noiseFilter: Cause = {
  letter: "K",
  cause: "the generator is a stationary filter on a picture of noise",
  look(signals) {
    const { latentSide, gmacs, activationsMiB } = signals.start.networks;
    const follows = late(signals, "shiftFollows");
    if (latentSide < 16 || follows === undefined || follows < FOLLOWS) return undefined;
    return {
      sign: "G filters a picture of noise",
      evidence: `the latent is a picture of ${latentSide} px; shifted, it takes ${percent(follows)} of the output's contrast with it; ${short(gmacs)} GMAC and ${short(activationsMiB)} MiB of activations a sample`,
      cures: [{ field: "generator.network", value: "dcgan: strides and a latent vector" }],
      cannotTell: "how far each output pixel sees: that follows from kernels and strides",
    };
  },
};

/** Answers this near to each other are the same. */
const SAME = 1e-7;
/** A rate above which too little is left. */
const STRONG = 0.7;

/** F: dropout that does nothing, or leaves too little. */
export const inertDropout: Cause = {
  letter: "F",
  cause: "dropout stands in the network and does nothing, or drops too much",
  look(signals) {
    const { dropoutD, dropoutG } = signals.start.networks;
    const sides = [
      { net: "D", field: "discriminator", rate: dropoutD, apart: column(signals, "dropoutApartD") },
      { net: "G", field: "generator", rate: dropoutG, apart: column(signals, "dropoutApartG") },
    ].filter(({ rate, apart }) => rate > 0 && apart.length > 0);
    const inert = sides.filter(({ apart }) => Math.max(...apart) <= SAME);
    const strong = sides.filter((side) => side.rate >= STRONG && !inert.includes(side));
    const told = [
      ...inert.map(
        ({ net, rate }) =>
          `${net} has dropout of rate ${rate}, yet two training passes on one input agree exactly`,
      ),
      ...strong.map(({ net, rate }) => `${net} drops ${percent(rate)} of its values`),
    ];
    if (told.length === 0) return undefined;
    return {
      sign: inert.length > 0 ? "dropout does nothing" : "dropout leaves too little",
      evidence: told.join("; "),
      cures: [
        ...inert.map(({ field }) => ({ field: `${field}.dropoutLive`, value: "true" })),
        ...strong.map(({ field }) => ({ field: `${field}.dropout`, value: "0.25" })),
      ],
      cannotTell: "whether live dropout would help here",
    };
  },
};
