/** The formats that the lab reads. */
export type Format = "jpeg" | "png" | "webp" | "gif";

/** What the first bytes of a file are: a picture that is read, or the name of something else. */
export type Content =
  | { readonly kind: "picture"; readonly format: Format }
  | { readonly kind: "other"; readonly what: string };

/** Bytes of the start, as Latin-1 text, and where they stand; `.` is any byte. */
const pictures: readonly (readonly [Format, string])[] = [
  ["jpeg", "\xff\xd8\xff"],
  ["png", "\x89PNG\r\n\x1a\n"],
  ["webp", "RIFF....WEBP"],
  ["gif", "GIF87a"],
  ["gif", "GIF89a"],
];

const others: readonly (readonly [string, string])[] = [
  ["a TIFF picture", "II*\0"],
  ["a TIFF picture", "MM\0*"],
  ["an AVIF picture", "....ftypavi"],
  ["a HEIC picture", "....ftyphei"],
  ["a HEIC picture", "....ftypmif1"],
  ["a BMP picture", "BM"],
  ["a Photoshop file", "8BPS"],
  ["a PDF", "%PDF"],
  ["a gzip file", "\x1f\x8b"],
  ["a zip file", "PK\x03\x04"],
  ["an SVG drawing", "<svg"],
  ["an XML file", "<?xml"],
  ["a web page", "<html"],
  ["a web page", "<!doctype html"],
  ["a web page", "<!DOCTYPE html"],
];

const startsLike = (text: string, pattern: string) =>
  [...pattern].every((letter, at) => letter === "." || letter === text[at]);

/** Bytes that `sniff` looks at. */
export const sniffedBytes = 32;

/** Tells by the first bytes what a file is, whatever its name says. */
export function sniff(head: Uint8Array): Content {
  const text = Buffer.from(head.subarray(0, sniffedBytes)).toString("latin1");
  for (const [format, start] of pictures)
    if (startsLike(text, start)) return { kind: "picture", format };
  if (head.length === 0) return { kind: "other", what: "empty (0 bytes)" };
  const known = others.find(([, start]) => startsLike(text, start))?.[0];
  return { kind: "other", what: `${known ?? "not a picture"}; JPEG, PNG, WebP and GIF are read` };
}
