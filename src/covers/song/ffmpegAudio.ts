import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { findFfmpeg } from "../../art/writeMp4.js";

/** The first sound of a file as a WAV of floats, its rate and channels kept; any error ends it. */
function argumentsOf(path: string): string[] {
  const strict = ["-hide_banner", "-nostdin", "-loglevel", "error", "-xerror"];
  const input = ["-protocol_whitelist", "file", "-i", `file:${resolve(path)}`, "-map", "0:a:0"];
  const output = ["-c:a", "pcm_f32le", "-f", "wav", "-protocol_whitelist", "pipe", "-"];
  return [...strict, ...input, ...output];
}

/** What ffmpeg says first, without the address of the part of it that says so. */
const firstLine = (said: string) =>
  said
    .trim()
    .split("\n")[0]
    ?.replace(/^\[(\S+) @ 0x[0-9a-f]+\] /, "$1: ") ?? "";

/**
 * A sound file as a WAV, through ffmpeg, for formats that have no free decoder among the packages.
 * @returns the bytes of the WAV.
 * @throws Error where there is no ffmpeg, and with ffmpeg's word for a file that it cannot decode.
 */
export async function wavByFfmpeg(path: string): Promise<Uint8Array> {
  const ffmpeg = findFfmpeg();
  if (!ffmpeg) throw new Error("no ffmpeg on the search path or in $FFMPEG, which decodes it");
  const child = spawn(ffmpeg, argumentsOf(path), { stdio: ["ignore", "pipe", "pipe"] });
  const parts: Buffer[] = [];
  let said = "";
  child.stdout.on("data", (part: Buffer) => parts.push(part));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [status] = (await once(child, "close")) as [number | null];
  if (status !== 0) throw new Error(firstLine(said) || `exit status ${status}`);
  return Buffer.concat(parts);
}
