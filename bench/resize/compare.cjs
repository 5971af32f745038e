// `atelier resize` beside Pillow on the same pictures and cores, turn about in one run.
// usage: PILLOW_PYTHON=python node bench/resize/compare.cjs FOLDER [count] [rounds] [side]
// FOLDER: your own pictures; they are linked again and again until there are `count` of them.
const { execFileSync } = require("node:child_process");
const { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { extname, join, resolve } = require("node:path");

const [folder, count = "10000", rounds = "3", side = "256"] = process.argv.slice(2);
const python = process.env.PILLOW_PYTHON;
if (!folder || !python) {
  console.error(
    "usage: PILLOW_PYTHON=python-with-pillow node bench/resize/compare.cjs FOLDER [count] [rounds] [side]",
  );
  process.exit(1);
}

const pictures = readdirSync(resolve(folder), { recursive: true })
  .map((name) => join(resolve(folder), name))
  .filter((path) => /\.(jpe?g|png|webp)$/i.test(path))
  .sort();
const work = mkdtempSync(join(tmpdir(), "atelier-bench-"));

/** Links of `count` pictures in ten folders. */
function fill(into) {
  for (let at = 0; at < Number(count); at++) {
    const path = pictures[at % pictures.length];
    const inside = join(into, String(at % 10));
    mkdirSync(inside, { recursive: true });
    symlinkSync(path, join(inside, `${at}${extname(path)}`));
  }
}

function seconds(command, args) {
  const began = process.hrtime.bigint();
  execFileSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  return Number(process.hrtime.bigint() - began) / 1e9;
}

try {
  const source = join(work, "in");
  fill(source);
  const ratios = [];
  for (let round = 1; round <= Number(rounds); round++) {
    const [ours, theirs] = [join(work, `ours-${round}`), join(work, `theirs-${round}`)];
    const atelier = join(__dirname, "..", "..", "scripts", "atelier.cjs");
    const a = () =>
      seconds(process.execPath, [
        atelier,
        "resize",
        "-d",
        source,
        "-x",
        side,
        "-y",
        side,
        "-o",
        ours,
      ]);
    const b = () => seconds(python, [join(__dirname, "pillow.py"), source, theirs, side]);
    let lab;
    let pillow;
    if (round % 2 === 1) [lab, pillow] = [a(), b()];
    else [pillow, lab] = [b(), a()];
    rmSync(ours, { recursive: true });
    rmSync(theirs, { recursive: true });
    ratios.push(pillow / lab);
    console.log(
      `round ${round}, ${count} pictures: atelier ${lab.toFixed(1)} s, Pillow ${pillow.toFixed(1)} s, ${(pillow / lab).toFixed(2)} times as fast`,
    );
  }
  ratios.sort((x, y) => x - y);
  console.log(
    `median of ${rounds} rounds: ${ratios[ratios.length >> 1].toFixed(2)} times as fast as Pillow`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
