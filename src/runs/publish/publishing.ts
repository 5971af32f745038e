import { resolve } from "node:path";
import { freeToShow } from "../../data/freeToShow.js";
import { copyFinder, thumbnails } from "../../diagnosis/copyCheck.js";
import type { Images } from "../../shape.js";
import type { PictureMark } from "../../show/pictureMark.js";
import { readGrid, withoutCells } from "../../show/publish/gridCells.js";
import { placeholder } from "../../show/publish/placeholder.js";
import { inFalseColours } from "../../show/render.js";
import { loadSharp } from "../../show/sharpWithFonts.js";
import { withoutPlaces } from "./places.js";
import { fromTrainingPictures } from "./trainingPictures.js";

/** Which samples are copies; undefined where the training pictures are not to be found. */
type CopyFinder = ((samples: Images) => readonly boolean[]) | undefined;

const plural = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;

/**
 * What may be seen by everyone: training pictures become placeholders (MNIST's and the lab's own
 * excepted), samples too near to a training picture are withheld, pictures of which nothing is
 * known too. It keeps count over everything that it is asked to show.
 */
export class Publishing {
  private readonly finders = new Map<string, Promise<CopyFinder>>();
  private readonly counts = { training: 0, samples: 0, copies: 0, unchecked: 0, unknown: 0 };

  /** @param options.data a folder, or some, with training pictures that the lab does not find by name. */
  constructor(
    private readonly options: {
      readonly data?: string | readonly string[];
      readonly log?: (line: string) => void;
    } = {},
  ) {}

  /** The picture itself, or what stands in its place, PNG of the same size. @param mark what is known of it. */
  async show(file: Uint8Array, mark: PictureMark | undefined): Promise<Uint8Array> {
    if (!mark) return await this.unknown(file);
    if (mark.kind === "training") return await this.training(file, mark);
    return await this.generated(file, mark);
  }

  /** A text or JSON that names no folder of this machine. */
  withoutPlaces(shown: unknown): unknown {
    const { data = [] } = this.options;
    const more = [data].flat().map((folder) => resolve(folder));
    if (typeof shown === "string") return withoutPlaces(shown, more);
    return JSON.parse(withoutPlaces(JSON.stringify(shown), more)) as unknown;
  }

  /** What was kept back so far, a sentence for each reason. */
  sentences(): readonly string[] {
    const { training, samples, copies, unchecked, unknown } = this.counts;
    const checked = `${plural(samples, "sample")} compared with the training pictures, ${copies} withheld as too near to one.`;
    return [
      ...(samples > 0 ? [checked] : []),
      ...(training > 0
        ? [`${plural(training, "picture")} of training data replaced by placeholders.`]
        : []),
      ...(unchecked > 0
        ? [`${plural(unchecked, "grid")} withheld: there was nothing to compare with.`]
        : []),
      ...(unknown > 0 ? [`${plural(unknown, "picture")} of unknown origin withheld.`] : []),
    ];
  }

  private async blank(file: Uint8Array, why: string): Promise<Uint8Array> {
    const { width = 200, height = 200 } = await loadSharp()(file).metadata();
    return await placeholder(width, height, why);
  }

  private async unknown(file: Uint8Array): Promise<Uint8Array> {
    this.counts.unknown++;
    return await this.blank(file, "not shown:\nunknown origin");
  }

  private async training(file: Uint8Array, mark: PictureMark): Promise<Uint8Array> {
    if (freeToShow(mark.data)) return file;
    this.counts.training++;
    return await this.blank(file, "training pictures,\nnot shown");
  }

  private async generated(file: Uint8Array, mark: PictureMark): Promise<Uint8Array> {
    if (!mark.trueColours && freeToShow(mark.data)) return file;
    const isCopy = await this.finder(mark);
    if (!isCopy) {
      this.counts.unchecked++;
      return await this.blank(file, "not shown:\nnot compared with\ntraining pictures");
    }
    const grid = await readGrid(file, mark);
    const copies = isCopy(grid.cells);
    const found = copies.filter(Boolean).length;
    this.counts.samples += copies.length;
    this.counts.copies += found;
    return found === 0 ? file : await withoutCells(grid, mark, copies);
  }

  private finder(mark: PictureMark): Promise<CopyFinder> {
    const { data: set, prepare, trueColours } = mark;
    const key = JSON.stringify([set.manifestHash, prepare, trueColours]);
    const { data, log = () => {} } = this.options;
    const small = (reals: Images) => thumbnails(trueColours ? reals : inFalseColours(reals));
    const made =
      this.finders.get(key) ??
      fromTrainingPictures(mark, data, log, small).then(
        (parts) => parts && copyFinder(parts.flat()),
      );
    this.finders.set(key, made);
    return made;
  }
}
