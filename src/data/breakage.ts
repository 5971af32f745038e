import type { Format } from "./sniff.js";

/** Does the file end as its format says it must? */
function endsWhole(packed: Buffer, format: Format): boolean {
  const tail = packed.subarray(-4096);
  if (format === "jpeg") return tail.includes(Buffer.from([0xff, 0xd9]));
  if (format === "png") return tail.includes("IEND");
  if (format === "gif") return tail.includes(0x3b);
  return packed.length >= 8 && packed.readUInt32LE(4) + 8 <= packed.length;
}

/**
 * Why a picture could not be unpacked, in our own words: the decoder keeps one list of messages for
 * all its threads, so that a file may be blamed for another one's fault.
 * @param stage `header` when not even width and height could be read.
 */
export function breakage(packed: Buffer, format: Format, stage: "header" | "pixels"): string {
  const name = { jpeg: "JPEG", png: "PNG", webp: "WebP", gif: "GIF" }[format];
  const whole = endsWhole(packed, format);
  if (stage === "header") return `a ${name} with ${whole ? "a damaged header" : "a header only"}`;
  return whole ? `a damaged ${name}` : `a ${name} cut off at ${packed.length} bytes`;
}
