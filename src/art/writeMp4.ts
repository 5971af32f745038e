import { spawn } from "node:child_process";
import { once } from "node:events";
import { ConfigError } from "../errors.js";
import { findProgram } from "../show/findProgram.js";
import type { Film, Pace } from "./film.js";

/** Path of ffmpeg, `$FFMPEG` or on the search path; undefined where there is none. */
export function findFfmpeg(): string | undefined {
  return findProgram(process.env.FFMPEG || "ffmpeg");
}

/** `findFfmpeg` for whoever cannot do without. @throws ConfigError where there is none. */
export function requireFfmpeg(): string {
  const ffmpeg = findFfmpeg();
  if (ffmpeg) return ffmpeg;
  throw new ConfigError("MP4: expected ffmpeg on the search path or in $FFMPEG, got none");
}

/** Raw frames in, H.264 out, as every browser plays it: even sides, colours at half resolution. */
function argumentsOf({ width, height, channels }: Film, path: string, { fps }: Pace): string[] {
  const format = channels === 1 ? "gray" : "rgb24";
  const size = `${width}x${height}`;
  const input = ["-f", "rawvideo", "-pix_fmt", format, "-s", size, "-r", String(fps), "-i", "-"];
  const even = ["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2"];
  const coding = ["-c:v", "libx264", "-crf", "16", "-pix_fmt", "yuv420p"];
  return ["-hide_banner", "-loglevel", "error", "-y", ...input, ...even, ...coding, path];
}

/** The frames' bytes, the last one again and again while it is held. */
async function* bytesOf(film: Film, { fps, holdSeconds }: Pace): AsyncIterable<Uint8Array> {
  let last: Uint8Array | undefined;
  for await (const { data } of film.frames()) {
    last = data;
    yield data;
  }
  for (let held = 0; last && held < fps * holdSeconds; held++) yield last;
}

/**
 * Writes a film as MP4 through ffmpeg, frame by frame; the file's folder must be there.
 * @throws ConfigError where there is no ffmpeg, and with its last word where it fails.
 */
export async function writeMp4(film: Film, path: string, pace: Pace): Promise<void> {
  const child = spawn(requireFfmpeg(), argumentsOf(film, path, pace), {
    stdio: ["pipe", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = once(child, "close");
  child.stdin.on("error", () => {}); // an ffmpeg that gave up says why below
  for await (const bytes of bytesOf(film, pace)) {
    if (!child.stdin.writable) break;
    if (!child.stdin.write(bytes)) await Promise.race([once(child.stdin, "drain"), ended]);
  }
  child.stdin.end();
  const [status] = (await ended) as [number | null];
  if (status === 0) return;
  const reason = said.trim().split("\n").at(-1) || `exit status ${status}`;
  throw new ConfigError(`${path}: expected ffmpeg to write a film, got ${reason}`);
}
