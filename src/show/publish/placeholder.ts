import { escapeHtml } from "../escape.js";
import { loadSharpWithFonts } from "../sharpWithFonts.js";

/** A light picture of this size, in px, that says why there is no other; PNG. */
export async function placeholder(width: number, height: number, why: string): Promise<Uint8Array> {
  const size = Math.max(7, Math.min(16, width / 14));
  const lines = why.split("\n");
  const texts = lines.map((line, index) => {
    const y = height / 2 + (index - (lines.length - 1) / 2) * size * 1.4 + size / 3;
    return `<text x="50%" y="${y}" text-anchor="middle">${escapeHtml(line)}</text>`;
  });
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    '<rect width="100%" height="100%" fill="#f0f0ec"/>' +
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" fill="none" stroke="#c9c9c4"/>` +
    `<g fill="#5a5a5a" font-family="DejaVu Sans" font-size="${size}">${texts.join("")}</g></svg>`;
  const sharp = await loadSharpWithFonts();
  return await sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();
}
