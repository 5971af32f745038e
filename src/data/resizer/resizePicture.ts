import type { Metadata } from "sharp";
import { Random } from "../../engine/random.js";
import { toRgb } from "../decode.js";
import { differenceHash, modeOf, readPacked, refusal, sha256Of } from "../inspect.js";
import { atFullSize, withPicture } from "../openPicture.js";
import type { Picture } from "../picture.js";
import { loadSharp } from "../sharp.js";
import type { Found } from "../walk.js";
import { thumbnail } from "./lookAlikes.js";
import type { ResizeChoices } from "./resizeOptions.js";

/** What is noted of a picture that came out. */
export interface Resized {
  /** Path of the new picture inside OUT, and of its source inside IN. */
  readonly file: string;
  readonly source: string;
  /** Of the source's bytes. */
  readonly sha256: string;
  /** Of the source as seen, orientation applied. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly format: string;
  readonly mode: string;
  /** Perceptual hash of the whole picture. */
  readonly dHash: string;
  /** Whether one side had to grow. */
  readonly enlarged: boolean;
}

/** A picture that came out: its note, its packed bytes, and 9 x 8 grey values to find look-alikes. */
export interface ResizedPicture {
  readonly note: Resized;
  readonly packed: Uint8Array;
  readonly thumb: Uint8Array;
}

/** Room for a random cut: as for training, an eighth more than the picture needs. */
const ROOM = 1.125;

/** Long side over short side beyond which nothing is cut from a picture: brought to width it would fill the memory. */
const THINNEST = 50;

/** The box that the whole picture is brought to before it is cut. */
function boxFor({ x, y, mode }: ResizeChoices) {
  if (mode === "squash") return { width: x, height: y, fit: "fill" } as const;
  const room = mode === "random" ? ROOM : 1;
  return { width: Math.ceil(x * room), height: Math.ceil(y * room), fit: "outside" } as const;
}

/** Where the cut begins; a random one depends on the seed and the file's name alone. */
function cornerOf(picture: Picture, source: string, { x, y, mode, seed }: ResizeChoices) {
  const [spareX, spareY] = [picture.width - x, picture.height - y];
  if (mode !== "random") return { left: spareX >> 1, top: spareY >> 1 };
  const random = new Random(seed, `resize ${source}`);
  return { left: random.integer(spareX + 1), top: random.integer(spareY + 1) };
}

function pack(picture: Picture, source: string, choices: ResizeChoices): Promise<Uint8Array> {
  const { data, width, height, channels } = picture;
  const { x, y, format } = choices;
  const whole = loadSharp()(data, { raw: { width, height, channels } });
  const same = width === x && height === y;
  const cut = same
    ? whole
    : whole.extract({ ...cornerOf(picture, source, choices), width: x, height: y });
  // colour at full resolution: small pictures show the blocks of 4:2:0; a second look at the
  // file for 3 % of its size would cost a fifth of the time
  return format === "jpeg"
    ? cut.jpeg({ quality: 95, chromaSubsampling: "4:4:4", optimiseCoding: false }).toBuffer()
    : cut.png().toBuffer();
}

/** Reads, resizes and packs one picture, unpacking it once. @returns it, or why it is refused. */
export async function resizePicture(
  found: Found,
  file: string,
  choices: ResizeChoices,
): Promise<ResizedPicture | { readonly reason: string }> {
  const read = await readPacked(found);
  if ("reason" in read) return read;
  const { packed, format } = read;
  let header = false;
  let unpacked: { readonly picture: Picture; readonly about: Metadata } | string;
  try {
    unpacked = await withPicture(packed, async (opened) => {
      header = true;
      const { about } = opened;
      const { width, height } = about.autoOrient;
      const times = Math.max(width, height) / Math.min(width, height);
      if (times > THINNEST && choices.mode !== "squash")
        return `${width} x ${height} px: too thin to cut from`;
      return { about, picture: await toRgb(atFullSize(opened), boxFor(choices)) };
    });
  } catch (error) {
    return { reason: refusal(error, packed, format, header) };
  }
  if (typeof unpacked === "string") return { reason: unpacked };
  const { picture, about } = unpacked;
  const { width: widthPx, height: heightPx } = about.autoOrient;
  const thumb = thumbnail(picture);
  const note: Resized = {
    file,
    source: found.file,
    sha256: sha256Of(packed),
    widthPx,
    heightPx,
    format: about.format,
    mode: modeOf(about),
    dHash: differenceHash(thumb),
    enlarged: widthPx < choices.x || heightPx < choices.y,
  };
  return { note, thumb, packed: await pack(picture, found.file, choices) };
}
