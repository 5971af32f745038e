/** Numbers of latents one after the other, each with its shares of genres behind it. */
export function withShares(
  latents: readonly { readonly numbers: Float32Array; readonly shares: Float32Array }[],
): Float32Array {
  const parts = latents.flatMap(({ numbers, shares }) => [numbers, shares]);
  const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
