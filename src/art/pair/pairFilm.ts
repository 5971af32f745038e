import { unknownName } from "../../errors.js";
import type { Images } from "../../shape.js";
import { gridImage } from "../../show/grid.js";
import type { Film } from "../film.js";

/** How films are laid out in one. */
export const layouts = ["beside", "stacked"] as const;
export type Layout = (typeof layouts)[number];

function inColour(image: Images): Uint8Array {
  if (image.channels === 3) return image.data;
  const data = new Uint8Array(3 * image.data.length);
  image.data.forEach((value, at) => {
    data.fill(value, 3 * at, 3 * at + 3);
  });
  return data;
}

/** Frames of some films, one of each, as one picture. */
export function frameOf(frames: readonly Images[], layout: Layout): Images {
  const [first] = frames as [Images];
  const data = Buffer.concat(frames.map(inColour));
  const columns = layout === "beside" ? frames.length : 1;
  return gridImage({ ...first, data, count: frames.length, channels: 3 }, { columns });
}

/** Films of one size and length as one, frame by frame. */
export function pairFilm(films: readonly Film[], layout: Layout): Film {
  if (!layouts.includes(layout)) throw unknownName("layout", layouts, layout);
  const [first] = films as [Film];
  const [wide, tall] = layout === "beside" ? [films.length, 1] : [1, films.length];
  return {
    count: first.count,
    width: wide * first.width,
    height: tall * first.height,
    channels: 3,
    async *frames() {
      const all = films.map((film) => film.frames()[Symbol.asyncIterator]());
      try {
        for (;;) {
          const next = [];
          for (const each of all) next.push(await each.next());
          if (next.some(({ done }) => done)) return;
          yield frameOf(
            next.map(({ value }) => value as Images),
            layout,
          );
        }
      } finally {
        for (const each of all) await each.return?.();
      }
    },
  };
}
