import { Random } from "../engine/random.js";
import type { DataSet, Prepare } from "./dataSet.js";
import { type DecayRecipe, decayed } from "./decay/decay.js";
import { loader } from "./loader.js";
import { loadSizeOf, type Picture } from "./picture.js";
import { PictureCache } from "./pictureCache.js";

/** Seed of the lots of a picture's decay: one for each picture, the same in every run. */
const seedOf = (index: number) => 7919 * (index + 1);

/** States of the pictures of a set as they decay; state 0 is the picture. */
export interface Decaying {
  readonly recipe: DecayRecipe;
  /** States that a picture may be in when it is drawn. */
  readonly earlier: number;
  /** The last state that anybody asks for after that. */
  readonly most: number;
}

/** The square of a picture that a set cuts from, as it is before decay. */
async function wholeSquare(set: DataSet, index: number, prepare: Prepare): Promise<Picture> {
  const side = loadSizeOf(prepare);
  const resize = prepare.resize === "squash" ? "squash" : "centre";
  const options = { imageSize: side, channels: prepare.channels, resize, flip: false } as const;
  const data = await set.load(index, options, new Random(0, "a square cut without lots"));
  return { data, width: side, height: side, channels: prepare.channels };
}

/**
 * The same pictures at several times of their decay: `states[ahead]` has every picture `ahead` steps
 * later than `states[0]`. How old a picture is, is drawn by lot at each load; loads with equal lots
 * are of one picture, of one age, cut and mirrored alike.
 */
export function decayStates(set: DataSet, decaying: Decaying): readonly DataSet[] {
  const { recipe, earlier, most } = decaying;
  const still = Object.values(recipe).every((strength) => strength === 0);
  const ages = still ? 1 : earlier + most + 1;
  const cache = new PictureCache();
  const stateOf = async (index: number, age: number, prepare: Prepare): Promise<Picture> => {
    const key = `${loadSizeOf(prepare)} ${prepare.resize} ${prepare.channels}`;
    const known = cache.get(key, index * ages + age);
    if (known) return known;
    const state =
      age === 0
        ? await wholeSquare(set, index, prepare)
        : decayed(await stateOf(index, age - 1, prepare), recipe, seedOf(index));
    cache.add(key, index * ages + age, state);
    return state;
  };
  const uncached = new PictureCache(0);
  const load = loader(
    set.count * ages,
    (at, prepare) => stateOf(Math.floor(at / ages), at % ages, prepare),
    uncached,
  );
  return Array.from({ length: most + 1 }, (_, ahead) => ({
    ...set,
    load: (index: number, prepare: Prepare, lots: Random) => {
      const age = lots.integer(earlier + 1) + ahead;
      return load(index * ages + (still ? 0 : age), prepare, lots);
    },
  }));
}
