import type { Random } from "../engine/random.js";
import { ConfigError, expected } from "../errors.js";
import type { DataSet, Prepare } from "./dataSet.js";
import { finish, loadSizeOf, type Picture } from "./picture.js";
import { PictureCache } from "./pictureCache.js";

/** The part of preparing that draws no lots: picture `index` at its size before the cut. */
export type Decode = (index: number, prepare: Prepare) => Picture | Promise<Picture>;

/**
 * A data set's `load`: decodes, keeps the result in a bounded cache, cuts and mirrors.
 * @param count pictures there are; any other index is a `ConfigError`.
 */
export function loader(count: number, decode: Decode, cache = new PictureCache()): DataSet["load"] {
  return async (index: number, prepare: Prepare, random: Random) => {
    if (!(index >= 0 && index < count))
      throw new ConfigError(expected("picture", `an index below ${count}`, index));
    const size = `${loadSizeOf(prepare)} ${prepare.resize} ${prepare.channels}`;
    let picture = cache.get(size, index);
    if (!picture) {
      picture = await decode(index, prepare);
      cache.add(size, index, picture);
    }
    return finish(picture, prepare, random);
  };
}
