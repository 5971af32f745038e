// Makes the pictures of the README's table, docs/iterations/NAME.webp, from what the notebooks show:
// asRun on the left, repaired on the right, quick copies: node scripts/iteration-pictures.cjs
const { mkdirSync, readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const sharp = require("sharp");

const root = join(__dirname, "..");
const SIDE = 112;
const GAP = 6;

/** Every generated picture of a notebook's outputs: iteration, preset, PNG. */
function picturesIn(file) {
  const { cells } = JSON.parse(readFileSync(file, "utf8"));
  const html = cells.flatMap(({ outputs = [] }) =>
    outputs.map(({ data }) => [data?.["text/html"] ?? ""].flat().join("")),
  );
  const images = html.join("").matchAll(/src="data:image\/png;base64,([^"]+)" alt="([^"]+)"/g);
  return [...images].flatMap(([, base64, alt]) => {
    const [name, preset, what] = alt.split(" · ");
    if (!what?.startsWith("generated")) return [];
    return [{ name, preset: preset.replace("-quick", ""), png: Buffer.from(base64, "base64") }];
  });
}

const tile = (png) =>
  sharp(png).resize(SIDE, SIDE, { fit: "fill", kernel: "nearest" }).png().toBuffer();

async function main() {
  const folder = join(root, "notebooks");
  const out = join(root, "docs", "iterations");
  mkdirSync(out, { recursive: true });
  const files = readdirSync(folder).filter((name) =>
    /^(0[1-9]|10)-.*(?<!\.out)\.ipynb$/.test(name),
  );
  const pictures = files.flatMap((name) => picturesIn(join(folder, name)));
  for (const name of new Set(pictures.map((picture) => picture.name))) {
    const own = pictures.filter((picture) => picture.name === name);
    const before = own.find(({ preset }) => /^asRun/.test(preset));
    const after = own.findLast(({ preset }) => preset === "repaired");
    const shown = [before, after].filter(Boolean);
    const tiles = await Promise.all(shown.map(({ png }) => tile(png)));
    const width = tiles.length * (SIDE + GAP) - GAP;
    await sharp({ create: { width, height: SIDE, channels: 3, background: "white" } })
      .composite(tiles.map((input, at) => ({ input, left: at * (SIDE + GAP), top: 0 })))
      .webp({ quality: 80 })
      .toFile(join(out, `${name}.webp`));
    console.log(`${name}: ${shown.map(({ preset }) => preset).join(", ")}`);
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
