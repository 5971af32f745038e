/** A PNG as a data URI. */
export function pngUri(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
}

/** The bytes of a base64 data URI. */
export function dataUriBytes(uri: string): Uint8Array {
  return Buffer.from(uri.slice(uri.indexOf(",") + 1), "base64");
}
