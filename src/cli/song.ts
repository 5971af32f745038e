import { Command } from "commander";
import { proveSongs } from "../covers/song/proveSongs.js";
import { songCover } from "../covers/song/songCover.js";
import { ConfigError, expected } from "../errors.js";
import { writeFile } from "../files.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { type CoverFlags, withCoverOptions } from "./coverOptions.js";
import { shortPath } from "./shortPath.js";

interface SongFlags extends CoverFlags {
  readonly songs: string;
  readonly prove?: boolean;
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

async function song(text: string, file: string | undefined, flags: SongFlags): Promise<void> {
  const { run, ...step } = findRunAtStep(text);
  const { songs, out, size, prove } = flags;
  if (prove) console.log((await proveSongs(run, { songs, log: console.log })).sentence);
  if (!file) {
    if (prove) return;
    throw new ConfigError(expected("song", "an audio file, or --prove", "none"));
  }
  const cover = await songCover(run, file, { ...flags, ...step, sizePx: size, log: console.log });
  await writeFile(out, cover.png);
  const { accuracy, n, chance } = cover.classifier;
  const heard = Object.entries(cover.heard).sort(([, a], [, b]) => b - a);
  console.log(`heard as ${heard.map(([genre, share]) => `${genre} ${percent(share)}`).join(", ")}`);
  console.log(
    `of ${n} held-out songs ${percent(accuracy)} are named rightly, chance ${percent(chance)}`,
  );
  console.log(`${cover.note}, kept in ${shortPath(out)}`);
}

/** `atelier song RUN FILE --songs FOLDER` */
export function songCommand(): Command {
  const command = new Command("song")
    .description(
      "draw a cover for a song (WAV, FLAC, MP3, Ogg, Opus; M4A with ffmpeg) as its genre is heard",
    )
    .argument("<run[@step]>", "a run that was told genres")
    .argument("[file]", "the song")
    .requiredOption("--songs <folder>", "songs to learn from, a folder for each genre of the run")
    .option("--prove", "whether covers follow held-out songs");
  return withCoverOptions(command).action(song);
}
