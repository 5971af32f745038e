import { type Effect, redrawn, towards } from "./effect.js";

/** The paper that shows through: a warm light grey. */
const PAPER = [206, 198, 178];

/** Light takes colour and contrast: every value moves half-way to its pixel's grey, then to paper. */
export const fading: Effect = (surface, strength) => {
  const { data, channels } = surface;
  return redrawn(surface, (at, _, channel) => {
    const first = at - channel;
    let grey = 0;
    for (let each = 0; each < channels; each++) grey += (data[first + each] as number) / channels;
    const dull = towards(data[at] as number, grey, 0.5 * strength);
    return towards(dull, PAPER[channels === 1 ? 1 : channel] as number, 0.5 * strength);
  });
};
