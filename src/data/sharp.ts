type Sharp = typeof import("sharp");

let loaded: Sharp | undefined;

/**
 * sharp, loaded at the first picture (it costs some 100 ms). One thread per picture: several
 * pictures are read at once anyway. Its own cache is off, ours holds finished pictures.
 */
export function loadSharp(): Sharp {
  if (!loaded) {
    loaded = require("sharp") as Sharp;
    loaded.concurrency(1);
    loaded.cache(false);
  }
  return loaded;
}

/** A picture with more pixels than this is refused before it is unpacked: a decompression bomb. */
export const pixelLimit = 100_000_000;

/** How every file is opened: first frame only, anything odd in the bytes is an error. */
export const openingOptions = {
  limitInputPixels: pixelLimit,
  failOn: "warning",
  pages: 1,
  sequentialRead: true,
} as const;
