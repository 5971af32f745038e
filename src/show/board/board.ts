import type { PictureMark } from "../pictureMark.js";

/** A quantity along a run, binned: mean of each bin, and its ends where a bin holds several rows. */
export interface BinnedLine {
  readonly mean: readonly (number | null)[];
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
}

/** A run's statistics, thinned to a few hundred bins of rows; every line has one value a bin. */
export interface BoardCurves {
  readonly step: readonly number[];
  readonly kimg: readonly number[];
  readonly seconds: readonly number[];
  readonly lines: Readonly<Record<string, BinnedLine>>;
}

/** A picture of a run at one of its steps. */
export interface BoardPicture {
  readonly step: number;
  readonly kimg: number;
  /** `data:image/...;base64,` */
  readonly src: string;
}

/** What a table of the board shows of a run: a row's name and the run's value in it. */
export type BoardValues = Readonly<Record<string, string | number>>;

/** One run on the board. */
export interface BoardRun {
  readonly name: string;
  /** `gan128MNIST · repaired · seed 1` */
  readonly title: string;
  /** What tells it from the other runs, for narrow places. */
  readonly label: string;
  /** The verdict's sentence, where the run has been measured. */
  readonly verdict?: string;
  readonly settings: BoardValues;
  readonly signals: BoardValues;
  readonly costs: BoardValues;
  readonly curves: BoardCurves;
  /** Cells a side of its pictures. */
  readonly columns: number;
  /** Side of a cell as the network draws it, in px. */
  readonly cellPx: number;
  /** What its pictures are, for publishing. */
  readonly mark: PictureMark;
  readonly pictures: readonly BoardPicture[];
  /** For each stage of the board, which picture it shows; -1 before the first. */
  readonly atStage: readonly number[];
}

/** Training pictures that some of the runs learn from. */
export interface BoardReals {
  readonly caption: string;
  readonly src: string;
  readonly mark: PictureMark;
}

/** Everything that a board shows; plain JSON. */
export interface Board {
  readonly title: string;
  readonly runs: readonly BoardRun[];
  /** Names of the settings in which the runs differ, and how many are the same in all. */
  readonly differing: readonly string[];
  readonly alike: number;
  /** Positions of the slider in kimg, ascending. */
  readonly stages: readonly number[];
  /** Whose cells show the same latents. */
  readonly latents: string;
  readonly reals: readonly BoardReals[];
  /** What publishing kept back, a sentence each; absent on a board of one's own. */
  readonly withheld?: readonly string[];
}
