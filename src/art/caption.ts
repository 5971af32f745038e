import type { Images } from "../shape.js";
import { escapeHtml } from "../show/escape.js";
import { loadSharpWithFonts } from "../show/sharpWithFonts.js";

/** A picture with a line of text in its lower left corner, white on a dark ground. */
export async function withCaption(image: Images, text: string): Promise<Images> {
  const { width, height, channels } = image;
  const size = Math.max(9, Math.round(height / 24));
  const tall = Math.round(1.6 * size);
  const wide = Math.min(width, Math.ceil(0.66 * size * text.length + size));
  const label = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${tall}">
<rect width="100%" height="100%" fill="#000" fill-opacity="0.6"/>
<text x="${size / 2}" y="${1.15 * size}" font-family="DejaVu Sans" font-size="${size}" fill="#fff">${escapeHtml(text)}</text></svg>`;
  const sharp = await loadSharpWithFonts();
  const drawn = sharp(image.data, { raw: { width, height, channels } })
    .composite([{ input: Buffer.from(label), left: 0, top: height - tall }])
    .removeAlpha()
    .toColourspace(channels === 1 ? "b-w" : "srgb");
  return { ...image, data: await drawn.raw().toBuffer() };
}
