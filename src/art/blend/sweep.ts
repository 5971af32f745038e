import { join, resolve } from "node:path";
import { writeFile, writeJson } from "../../files.js";
import type { RunAtStep } from "../../runs/runAtStep.js";
import { checkOut, checkpointsFolder } from "../../runs/runFolder.js";
import type { TrainedGenerator, WeightKind } from "../../runs/trainedGenerator.js";
import type { Images } from "../../shape.js";
import { encodePng, gridImage } from "../../show/grid.js";
import type { Film } from "../film.js";
import { intoFolder } from "../walk/walk.js";
import type { Watched } from "../work.js";
import { checkFilm, type FilmOptions, writeFilm } from "../writeFilm.js";
import { openParents } from "./blend.js";
import { BlendDrawer } from "./blendDrawer.js";
import { type BlendMeasures, measureBlend } from "./blendMeasures.js";
import { blendPlan } from "./blendPlan.js";
import { stagesOf } from "./stages.js";

/** How the way from one generator to the other is filmed. */
export interface SweepOptions extends FilmOptions, Watched {
  /** Numbers of the latents shown; nine from 1 by default. */
  readonly seeds?: readonly number[];
  /** Frames from the first to the second; 60 by default. */
  readonly frames?: number;
  readonly weights?: WeightKind;
  /** A new or empty folder; one in `sweeps/` beside the runs, made anew, by default. */
  readonly out?: string;
}

/** What was written. */
export interface Sweep {
  readonly folder: string;
  readonly measures: BlendMeasures;
  readonly frames: number;
  readonly files: readonly string[];
}

/** Latents for a frame's statistics: fewer than a kept blend's, for each frame needs its own. */
const FRAME_STATISTICS = 200;

const columnsFor = (count: number) => Math.ceil(Math.sqrt(count));

function sweepFilm(drawer: BlendDrawer, count: number, frames: number): Film {
  const [first] = drawer.parents as readonly [TrainedGenerator];
  const { imageSize, channels } = first.iteration.data;
  const columns = columnsFor(count);
  return {
    count: frames,
    width: columns * imageSize,
    height: Math.ceil(count / columns) * imageSize,
    channels,
    async *frames() {
      for (let frame = 0; frame < frames; frame++) {
        const plan = drawer.mix(frames > 1 ? frame / (frames - 1) : 0);
        yield gridImage(drawer.draw(plan, { count: FRAME_STATISTICS }), { columns });
      }
    },
  };
}

/** A row for each split, from the second parent alone to the first alone; the same latents in each. */
function splitTable(drawer: BlendDrawer): Images {
  const [first] = drawer.parents as readonly [TrainedGenerator];
  const rows = [0, ...stagesOf(first.network)].map((split) =>
    drawer.draw(blendPlan(first.network, { split }, 2)),
  );
  const [row] = rows as [Images];
  const data = Buffer.concat(rows.map((each) => each.data));
  const all = { ...row, data, count: rows.length * row.count };
  return gridImage(all, { columns: row.count, border: 2 });
}

/**
 * Films the way from one generator to another of the same shapes, draws the table of splits
 * (`splits.png`: 0, 4, 8 .. px from the first parent) and measures both.
 * @throws ConfigError for generators of different shapes.
 */
export async function sweep(
  runs: readonly [RunAtStep, RunAtStep],
  options: SweepOptions = {},
): Promise<Sweep> {
  const { seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9], frames = 60 } = options;
  const parents = openParents(runs, options.weights);
  const drawer = new BlendDrawer(parents, seeds);
  try {
    const film = sweepFilm(drawer, seeds.length, frames);
    checkFilm(options, film);
    if (options.out !== undefined) checkOut(options.out, "the film");
    const names = parents.map(({ run, step }) => `${run.name}-${step}`).join("-");
    const folder = resolve(options.out ?? join(checkpointsFolder(), "sweeps", names));
    return await intoFolder(folder, async (aside) => {
      const written = await writeFilm(film, aside, options);
      await writeFile(join(aside, "splits.png"), await encodePng(splitTable(drawer)));
      const measures = measureBlend(parents);
      await writeJson(join(aside, "sweep.json"), { runs: names, seeds, measures });
      return {
        folder,
        measures,
        ...written,
        files: [...written.files, "splits.png", "sweep.json"],
      };
    });
  } finally {
    drawer.dispose();
    for (const parent of parents) parent.dispose();
  }
}
