import { again } from "./art/again.js";
import { checkChain, readChain, type WrittenChain } from "./art/chain/chainRecipe.js";
import { judgeDecay } from "./art/chain/judgeDecay.js";
import { type ChainOptions, writeChain } from "./art/chain/writeChain.js";
import { timelapse } from "./art/timelapse.js";
import { translatePhotos } from "./art/translate/translatePhotos.js";
import { judgeStyle } from "./covers/judgeStyle.js";
import { proveRun } from "./covers/proveRun.js";
import { drawCover } from "./covers/sheets/drawCover.js";
import { genreStrip } from "./covers/sheets/genreWalk.js";
import { levelPicture, sheetPicture } from "./covers/sheets/sheetPicture.js";
import { proveSongs } from "./covers/song/proveSongs.js";
import { songCover } from "./covers/song/songCover.js";
import { openDataSet } from "./data/openDataSet.js";
import { exportRun } from "./exchange/exportRun.js";
import { importRun } from "./exchange/importRun.js";
import { writeTensorboard } from "./exchange/writeTensorboard.js";
import { catalogue, presetsOf } from "./iterations/catalogue.js";
import { blend, sweep } from "./lab/blend.js";
import { compare } from "./lab/compare.js";
import { exampleSongs } from "./lab/exampleSongs.js";
import { fineTune } from "./lab/fineTune.js";
import { arithmetic, generate } from "./lab/generate.js";
import { once } from "./lab/once.js";
import { page } from "./lab/page.js";
import { project } from "./lab/project.js";
import { examplePictures, resize, showFolder, showResized } from "./lab/resize.js";
import { resume } from "./lab/resume.js";
import { findChoice, run } from "./lab/run.js";
import { runs } from "./lab/runs.js";
import { sample } from "./lab/sample.js";
import * as show from "./lab/show.js";
import { showAcceptance } from "./lab/showAcceptance.js";
import {
  showGenres,
  showGenreWay,
  showLevels,
  showProof,
  showSongCover,
  showSongProof,
} from "./lab/showCovers.js";
import { showDiff } from "./lab/showDiff.js";
import { showFit } from "./lab/showFit.js";
import { showGame } from "./lab/showGame.js";
import { showGrids } from "./lab/showGrids.js";
import { showLadder, showLadderVerdict } from "./lab/showLadder.js";
import { showQuality } from "./lab/showQuality.js";
import { showSemester } from "./lab/showSemester.js";
import {
  showChain,
  showDecay,
  showDecayed,
  showStyle,
  showTranslated,
} from "./lab/showTranslation.js";
import { showPlan, train } from "./lab/train.js";
import { pair, walk } from "./lab/walk.js";
import { acceptRun } from "./runs/acceptRun.js";
import { blindTest } from "./runs/blindTest/blindTest.js";
import { diagnoseRun } from "./runs/diagnoseRun.js";
import { evidence, writeMatrix } from "./runs/evidence/evidence.js";
import { judgeRun } from "./runs/judgeRun.js";
import { measureAt } from "./runs/measureAt.js";
import { Run } from "./runs/run.js";
import { findRunFolder } from "./runs/runFolder.js";

/** The lab, as notebooks and commands use it. */
export const lab = {
  catalogue,
  presetsOf,
  /** An iteration's preset, or its quick copy. */
  find: findChoice,
  run,
  /** The run of these very settings: one that is kept, else trained now. */
  once,
  resume,
  train,
  /** A run's networks trained on with other pictures, as a new run. */
  fineTune,
  /** Every run below `checkpoints/`, as a table. */
  runs,
  /** A run by name, by `iteration/name`, or by folder. */
  open: (name: string): Run => new Run(findRunFolder(name)),
  compare,
  judge: judgeRun,
  /** A run's pictures held against the bounds of its preset, a finding each. */
  accept: acceptRun,
  /** Runs at full size, and their small results. */
  evidence,
  /** Expected causes of each script beside those that its signals name. */
  matrix: writeMatrix,
  /** Measures of a run's pictures at a checkpoint, beside those of pictures whose quality is known. */
  measure: measureAt,
  /** The causes of failure that show in a run's signals. */
  diagnose: diagnoseRun,
  /** Whether the diagnosis names faults that are put in one at a time, and nothing in healthy runs. */
  blindTest,
  /** A run made of a PyTorch DCGAN's generator, discriminator or both. */
  import: importRun,
  /** A run's generator written for another program. */
  export: exportRun,
  /** Runs as event files for TensorBoard. */
  tensorboard: writeTensorboard,
  /** The film of a run's training. */
  timelapse,
  /** Pictures of a run's generator, each from the latent that its number names; in a notebook shown. */
  sample,
  /** Canvases of any size, sheets and lines between latents, as Barrat's generate drew them. */
  generate,
  /** mean(a) - mean(b) + mean(c) of latents, as dcgan.torch's arithmetic drew it. */
  arithmetic,
  /** The film of a generator on its way through latents. */
  walk,
  /** The film of two or more runs on one path, and whether they move alike. */
  pair,
  /** A run made of two or more generators of the same shapes: a split, a mix, a soup. */
  blend,
  /** The film of the way from one generator to another, with a table of all splits. */
  sweep,
  /** A picture made again from the recipe in its file. */
  again,
  /** A page to play with a run's generator, in any browser. */
  page,
  /** One cover for a genre, a mixture of genres, or levels of attributes, with artist and title in type. */
  cover: drawCover,
  /** A cover for a song, as its genre is heard. */
  songCover,
  /** Whether covers follow songs: held-out songs, and an eye that never heard one. */
  proveSongs,
  exampleSongs,
  /** A sheet of covers: a row for each genre, or end of an attribute, the same latents in every row. */
  genreSheet: sheetPicture,
  /** One latent, a row for each attribute of a run from its lowest level to its highest. */
  levelSheet: levelPicture,
  /** From genre to genre at fixed latents, as one picture. */
  genreStrip,
  /** Whether a run's covers follow their genre, or attributes, with controls and one verdict. */
  prove: proveRun,
  /** The latents whose pictures come nearest to given ones, and how near; in a notebook shown. */
  project,
  /** Photographs of any size put through a run's network. */
  translate: translatePhotos,
  /** Pictures put through networks one after another, every application a frame. */
  chain: (recipe: WrittenChain, options: ChainOptions) =>
    writeChain(checkChain("chain", recipe), options),
  readChain,
  showProof,
  showGenres,
  showGenreWay,
  showLevels,
  /** How a picture decays, each kind in a row. */
  showDecay,
  /** Whether photographs became paintings: style, content, palette, with controls and one verdict. */
  judgeStyle,
  showStyle,
  /** Whether a network decays pictures as its recipe does, again and again. */
  judgeDecay,
  showDecayed,
  showChain,
  showTranslated,
  showSongCover,
  showSongProof,
  openDataSet,
  /** Brings a folder of pictures to one size, in a folder of its own. */
  resize,
  examplePictures,
  showResized,
  showFolder,
  ...show,
  showGame,
  showDiff,
  showGrids,
  showFit,
  showPlan,
  showSemester,
  showLadder,
  showLadderVerdict,
  showAcceptance,
  showQuality,
} as const;
