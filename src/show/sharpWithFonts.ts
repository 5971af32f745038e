import { dirname, join } from "node:path";
import type sharpModule from "sharp";
import { writeFile } from "../files.js";
import { cacheFolder } from "../project.js";
import { escapeHtml } from "./escape.js";

/** Folder of the DejaVu fonts (a permissive licence) that come with the packages. */
export function fontFolder(): string {
  return join(dirname(require.resolve("dejavu-fonts-ttf/package.json")), "ttf");
}

/** fontconfig's settings: our fonts first, then whatever the machine has, if it has any. */
function fontSettings(folder: string, cache: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${escapeHtml(folder)}</dir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <cachedir>${escapeHtml(cache)}</cachedir>
</fontconfig>
`;
}

/** sharp, loaded at first use. */
export function loadSharp(): typeof sharpModule {
  return require("sharp");
}

async function load(): Promise<typeof sharpModule> {
  const folder = join(cacheFolder(), "fonts");
  const settings = join(folder, "fonts.conf");
  await writeFile(settings, fontSettings(fontFolder(), folder));
  const before = process.env.FONTCONFIG_FILE;
  process.env.FONTCONFIG_FILE = settings;
  try {
    // fontconfig reads its settings once, at the first text: here, so that no child inherits ours.
    const text = '<svg width="8" height="8"><text y="8" font-family="DejaVu Sans">a</text></svg>';
    await loadSharp()(Buffer.from(text)).raw().toBuffer();
    return loadSharp();
  } finally {
    if (before === undefined) delete process.env.FONTCONFIG_FILE;
    else process.env.FONTCONFIG_FILE = before;
  }
}

let withFonts: Promise<typeof sharpModule> | undefined;

/** sharp for pictures with text: with the DejaVu fonts on any machine, also one without fonts. */
export function loadSharpWithFonts(): Promise<typeof sharpModule> {
  withFonts ??= load();
  return withFonts;
}
