/**
 * The checksum of a PNG's chunk.
 * @param {Uint8Array} bytes
 */
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/**
 * A PNG's chunk of text: length, name, keyword, 0, text, checksum.
 * @param {string} keyword
 * @param {string} text of ASCII signs.
 */
function textChunk(keyword, text) {
  const body = new TextEncoder().encode(`tEXt${keyword}\0${text}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  return chunk;
}

/** Bytes of a PNG before its second chunk: signature and header. */
const PNG_HEAD = 33;

/** @param {PlayData} data @param {Place} place */
function recipeOf({ run, step, bits, noise, classes }, place) {
  const { seed, way, among, truncation, spread, amounts } = place;
  const kind = classes.length > 0 && among >= 0 ? { class: classes[among] } : {};
  const extent = noise === "N01" && truncation < TRUNCATION_OFF ? { truncation } : {};
  return { run, step, bits, seed, way, ...kind, ...extent, spread, directions: amounts };
}

/**
 * The picture as a PNG that says how it was made.
 * @param {Play} play
 * @returns {Promise<Blob>}
 */
async function pngOf({ canvas, data, shown }) {
  /** @type {Blob | null} */
  const plain = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!plain) throw new Error("page: expected a PNG, got nothing");
  const chunk = textChunk("gan-atelier-page", JSON.stringify(recipeOf(data, shown)));
  return new Blob([plain.slice(0, PNG_HEAD), chunk, plain.slice(PNG_HEAD)], { type: "image/png" });
}

/**
 * Hands the picture to the reader as a file.
 * @param {Play} play
 */
async function savePng(play) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await pngOf(play));
  link.download = `${play.data.run.replaceAll("/", "-")}-${play.shown.seed}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
