import { foundRows } from "../covers/attributePage.js";
import type { Proven } from "../covers/prove.js";
import type { AttributesProven } from "../covers/proveAttributes.js";
import { type AnyProven, isOfAttributes } from "../covers/proveRun.js";
import { genreStrip } from "../covers/sheets/genreWalk.js";
import { levelCovers, SHEET_COLUMNS, sheetCovers } from "../covers/sheets/sheetPicture.js";
import type { SongProof } from "../covers/song/proveSongs.js";
import type { SongCover } from "../covers/song/songCover.js";
import { viewNames } from "../covers/views.js";
import { toldNames } from "../iterations/iteration.js";
import { pictureMark } from "../runs/publish/marks.js";
import type { Run } from "../runs/run.js";
import { showMarkdown, showGrid as showPicture, showTable } from "../show/display.js";
import { escapeMarkdown } from "../show/escape.js";
import { cellScaleFor, encodePng, gridImage } from "../show/grid.js";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Shows a proof: the verdict, and how surely genres are named or attributes found, with the chance of as good a result by luck. */
export function showProof(proven: AnyProven): void {
  if (isOfAttributes(proven)) showAttributes(proven);
  else showGenreProof(proven);
}

function showAttributes({ proof }: AttributesProven): void {
  const { attributes, verdict, effects, regressors, copies } = proof;
  showMarkdown(`**${escapeMarkdown(verdict.sentence)}**`);
  showTable(foundRows(proof));
  const parts = attributes.map((name, at) => `${name} ${percent(effects[at] ?? 0)}`).join(", ");
  showMarkdown(
    `Rank correlations with the table, and with what was asked for. At fixed latents an attribute alone explains of what differs between covers: ${escapeMarkdown(parts)}. Names and directions by lot do as well with p = ${regressors.whole.generated.directionP.toFixed(4)}; ${copies.found} of ${copies.of} covers come near a training cover.`,
  );
}

function showGenreProof({ proof }: Proven): void {
  showMarkdown(`**${escapeMarkdown(proof.verdict.sentence)}**`);
  showTable(
    (["whole", "colours", "shapes"] as const).flatMap((view) =>
      (["reals", "generated"] as const).map((side) => {
        const { n, accuracy, permutationP, namingP } = proof.classifiers[view][side];
        return {
          "named by": viewNames[view],
          pictures: side === "reals" ? "held-out reals" : "generated",
          n,
          "balanced accuracy": percent(accuracy),
          chance: percent(1 / proof.genres.length),
          "p, labels permuted": permutationP,
          "p, genres renamed": namingP,
        };
      }),
    ),
  );
  const { label, latent } = proof.labelEffect;
  const head = proof.classHead
    ? ` D itself names ${percent(proof.classHead.accuracy)} of the held-out covers.`
    : "";
  showMarkdown(
    `The genre explains ${percent(label)} of what differs between covers, the latent ${percent(latent)}; in ${proof.nearestRows} of ${proof.genres.length} genres the colours are nearest to those of the genre itself; ${proof.copies.found} of ${proof.copies.of} covers come near a training cover.${head}`,
  );
}

/** Shows covers of every genre, a row each, the same latents in every row. */
export async function showGenres(run: Run): Promise<void> {
  const covers = sheetCovers(run);
  const columns = SHEET_COLUMNS;
  const cellScale = cellScaleFor(covers.width, 64);
  const png = await encodePng(gridImage(covers, { columns, cellScale }));
  const rows = toldNames(run.iteration).join(", ");
  showPicture(
    png,
    `rows: ${rows}; columns: the same latents`,
    pictureMark(run, { columns, border: 0 }),
  );
}

/** Shows covers of one latent, a row for each attribute from its lowest level to its highest. */
export async function showLevels(run: Run): Promise<void> {
  const covers = levelCovers(run);
  const columns = SHEET_COLUMNS;
  const cellScale = cellScaleFor(covers.width, 64);
  const rows = run.iteration.condition.classes.join(", ");
  showPicture(
    await encodePng(gridImage(covers, { columns, cellScale })),
    `rows: ${rows}, from lowest to highest, the others in the middle; one latent`,
    pictureMark(run, { columns, border: 0 }),
  );
}

/** Shows the ways from genre to genre at four fixed latents. */
export async function showGenreWay(run: Run): Promise<void> {
  const strip = genreStrip(run, { frames: 2 });
  const columns = strip.width / run.iteration.data.imageSize;
  const rows = toldNames(run.iteration).join(", ");
  showPicture(
    await encodePng(strip),
    `from genre to genre and back to the first (${rows}), a row for each latent`,
    pictureMark(run, { columns, border: 0 }),
  );
}

/** Shows a cover for a song, and what the song was heard as. */
export function showSongCover(run: Run, { png, note, heard, classifier }: SongCover): void {
  const shares = Object.entries(heard).map(([genre, share]) => ({ genre, heard: percent(share) }));
  showTable(shares);
  const { n, accuracy, chance } = classifier;
  const ear = `of ${n} held-out songs ${percent(accuracy)} are named rightly, chance ${percent(chance)}`;
  showPicture(png, `${note}; ${ear}`, pictureMark(run, { columns: 1, border: 0 }));
}

/** Shows whether covers follow songs. */
export function showSongProof({ sentence, ear, eye, genres }: SongProof): void {
  showMarkdown(`**${escapeMarkdown(sentence)}**`);
  showTable(
    Object.entries({ "songs, by ear": ear, "their covers, by eye": eye }).map(
      ([named, { n, accuracy, permutationP, namingP }]) => ({
        named,
        n,
        "balanced accuracy": percent(accuracy),
        chance: percent(1 / genres.length),
        "p, labels permuted": permutationP,
        "p, genres renamed": namingP,
      }),
    ),
  );
}
