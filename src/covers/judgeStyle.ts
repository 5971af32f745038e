import { dispose, tidy } from "@tensorflow/tfjs-core";
import type { DataSet } from "../data/dataSet.js";
import { placesOf } from "../data/pairedBatches.js";
import { copyCheck } from "../diagnosis/copyCheck.js";
import { colourDistance } from "../diagnosis/quality/colourDistance.js";
import { colourTransfer } from "../diagnosis/translation/colourTransfer.js";
import { contentKept, type Estimate, estimateOf } from "../diagnosis/translation/content.js";
import { meanDifference } from "../diagnosis/translation/errors.js";
import { Random } from "../engine/random.js";
import { buildNetworks } from "../iterations/networks.js";
import { openRunData } from "../runs/openRunData.js";
import type { Run } from "../runs/run.js";
import { prepareOf } from "../runs/runBatches.js";
import { heldOutPictures } from "../runs/translation/measureTranslation.js";
import { drawPlaces, picturesAt } from "../runs/translation/preview.js";
import { signed, translated } from "../runs/translation/translate.js";
import { openTranslator } from "../runs/translation/translator.js";
import { type Images, joinPictures } from "../shape.js";
import { checkerOf } from "../training/probeTensors.js";
import { type Classifier, classRows, trainClassifier } from "./classifier.js";
import { genreCnn } from "./genreNets.js";

/** How well photographs became paintings, on pictures held out, beside the controls. */
export interface StyleMeasures {
  readonly n: number;
  readonly step: number;
  readonly classifier: "styleCnn-v2";
  /** Mean probability "painting" that an independent classifier gives, with standard errors. */
  readonly share: Readonly<Record<"photos" | "results" | "colourTransfer" | "paintings", Estimate>>;
  /** Correlation of edge maps of each photograph and its result, and another's. */
  readonly content: { readonly own: Estimate; readonly other: Estimate };
  /** Distance of the colour histogram to that of the paintings, in grey levels. */
  readonly palette: Readonly<Record<"photos" | "results", number>>;
  /** Share of power at the finest checkerboard, where transposed convolutions leave a grid. */
  readonly checker: Readonly<Record<"results" | "paintings", number>>;
  /** There and back, mean absolute difference in grey levels. */
  readonly cycleError: number;
  readonly copyCheckPassed: boolean;
  readonly verdict: string;
}

/** Steps of the classifier, and pictures that it learns from on either side at most. */
const [STEPS, LEARNED] = [400, 512];

const numbers = ({ data }: Images) => Float32Array.from(data, (byte) => byte / 127.5 - 1);

function checkerShare(images: Images): number {
  const input = signed(images);
  const share = tidy(() => checkerOf(input));
  const [value = Number.NaN] = share.dataSync();
  dispose([input, share]);
  return value;
}

/** The first half of some photographs as they are, the others in the colours of paintings. */
function halfColoured(photos: Images, paintings: Images): Images {
  const half = Math.floor(photos.count / 2);
  const size = photos.data.length / photos.count;
  const rest = { ...photos, count: photos.count - half, data: photos.data.subarray(half * size) };
  const first = { ...photos, count: half, data: photos.data.subarray(0, half * size) };
  return joinPictures([first, colourTransfer(rest, paintings)]);
}

async function learnedPictures(set: DataSet, run: Run, seed: number): Promise<Images> {
  const { heldOut } = run.iteration.condition;
  const places = placesOf(set, heldOut).training;
  const drawn = drawPlaces(places.length, LEARNED, new Random(seed, "style pictures"));
  return picturesAt(
    set,
    prepareOf(run.iteration),
    drawn.map((at) => places[at] as number),
  );
}

/**
 * A classifier of photographs and paintings that knows nothing of the run. Of the photographs half
 * have the paintings' colours, or it would learn to go by those alone.
 */
async function styleClassifier(dataSet: DataSet, run: Run, seed: number): Promise<Classifier> {
  const plain = await learnedPictures(dataSet, run, seed);
  const paintings = await learnedPictures(dataSet.to?.sets[0] ?? dataSet, run, seed);
  const photos = halfColoured(plain, paintings);
  const { imageSize, channels } = run.iteration.data;
  const values = Float32Array.from([...numbers(photos), ...numbers(paintings)]);
  const labels = Int32Array.from({ length: photos.count + paintings.count }, (_, at) =>
    at < photos.count ? 0 : 1,
  );
  const shape = [imageSize, imageSize, channels];
  const examples = { values, shape, labels, told: classRows(labels, 2) };
  return trainClassifier(genreCnn(imageSize, channels, 2), examples, {
    classes: 2,
    seed,
    steps: STEPS,
  });
}

/** One sentence: whether the style is half-way there, more than colours do, and the content kept. */
function verdictOf(measures: Omit<StyleMeasures, "verdict">): string {
  const { photos, results, paintings, colourTransfer: colours } = measures.share;
  const { own, other } = measures.content;
  const percent = ({ mean }: Estimate) => `${(100 * mean).toFixed(0)} %`;
  const way = (results.mean - photos.mean) / (paintings.mean - photos.mean);
  const apart = Math.hypot(own.error, other.error);
  const kept = own.mean - other.mean > 3 * apart;
  const more = results.mean - colours.mean > 2 * Math.hypot(results.error, colours.error);
  const grid = measures.checker.results > 2 * measures.checker.paintings;
  const told = paintings.mean - photos.mean > 0.2;
  const figures = `"painting" ${percent(results)} (photographs ${percent(photos)}, plain colour transfer ${percent(colours)}, paintings ${percent(paintings)}), content ${own.mean.toFixed(2)} (another's ${other.mean.toFixed(2)}), n = ${measures.n}`;
  if (!told)
    return `Not measurable: the classifier cannot tell paintings from photographs; ${figures}.`;
  if (way >= 0.5 && kept && more && !grid)
    return `Painted: at least half-way to the paintings, and the picture is kept; ${figures}.`;
  const faults = [
    ...(way < 0.5 ? [`only ${(100 * way).toFixed(0)} % of the way to the paintings`] : []),
    ...(more ? [] : ["no more than colour transfer does"]),
    ...(kept ? [] : ["the content is lost"]),
    ...(grid
      ? ["a fine grid of the network's own shows, which the classifier may take for paint"]
      : []),
  ];
  return `Not yet: ${faults.join(", ")}; ${figures}.`;
}

/**
 * Measures a run of CycleGAN on held-out photographs: the style by an independent classifier, the
 * content by edges, the palette, the way back, the copy check, each beside its control.
 * @throws ConfigError for a run without a way back.
 */
export async function judgeStyle(
  run: Run,
  options: {
    readonly step?: number;
    readonly seed?: number;
    readonly log?: (line: string) => void;
  } = {},
): Promise<StyleMeasures> {
  const { seed = 1, log } = options;
  const there = openTranslator(run, options);
  const home = openTranslator(run, { ...options, way: "back" });
  const { back } = buildNetworks(run.iteration);
  const { folder } = run.data;
  const dataSet = await openRunData(run.iteration, {
    ...(folder === undefined ? {} : { data: folder }),
    ...(log ? { log } : {}),
  });
  const classifier = await styleClassifier(dataSet, run, seed);
  try {
    const { from, to } = await heldOutPictures(run.iteration, dataSet, seed);
    const results = translated(there.network, there.tensors, from);
    const returned = translated(back?.backGenerator ?? home.network, home.tensors, results);
    const share = (images: Images) => {
      const answers = classifier.ask(numbers(images));
      return estimateOf(
        Array.from({ length: images.count }, (_, at) => answers[2 * at + 1] as number),
      );
    };
    const measures = {
      n: from.count,
      step: there.step,
      classifier: "styleCnn-v2" as const,
      share: {
        photos: share(from),
        results: share(results),
        colourTransfer: share(colourTransfer(from, to)),
        paintings: share(to),
      },
      content: contentKept(from, results),
      palette: { photos: colourDistance(from, to), results: colourDistance(results, to) },
      checker: { results: checkerShare(results), paintings: checkerShare(to) },
      cycleError: meanDifference(returned, from),
      copyCheckPassed: copyCheck(results, to).passed,
    };
    return { ...measures, verdict: verdictOf(measures) };
  } finally {
    classifier.dispose();
    there.dispose();
    home.dispose();
  }
}
