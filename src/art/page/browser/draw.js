/**
 * The text of an element that holds data.
 * @param {string} id
 */
function heldText(id) {
  return document.getElementById(id)?.textContent ?? "";
}

/** The bytes of the weights. */
function heldWeights() {
  return Uint8Array.from(atob(heldText("play-weights")), (sign) => sign.charCodeAt(0)).buffer;
}

/**
 * The fastest engine that this browser has, in words.
 * @returns {Promise<string>}
 */
async function chooseEngine() {
  const webgl = await tf.setBackend("webgl").catch(() => false);
  if (!webgl) {
    await tf.setBackend("cpu");
    return "no WebGL here: plain JavaScript, slow";
  }
  return tf.env().getBool("WEBGL_RENDER_FLOAT32_CAPABLE") ? "WebGL" : "WebGL in half precision";
}

/**
 * The generator of the page.
 * @param {PlayData} data
 * @returns {Promise<PlayModel>}
 */
function loadGenerator({ topology, specs }) {
  const weightSpecs = /** @type {import("@tensorflow/tfjs-core").io.WeightsManifestEntry[]} */ ([
    ...specs,
  ]);
  const artifacts = { modelTopology: topology, weightSpecs, weightData: heldWeights() };
  return tf.loadLayersModel(tf.io.fromMemory(artifacts));
}

/**
 * The generator's numbers as a browser's pixels, rounded as the lab rounds them.
 * @param {PlayData} data
 * @param {ArrayLike<number>} values
 */
function pixelsOf({ range, channels, height, width }, values) {
  const image = new ImageData(width, height);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = values[pixel * channels + (channels === 1 ? 0 : channel)] ?? 0;
      image.data[4 * pixel + channel] = Math.round(
        255 * (range === "sym11" ? (value + 1) / 2 : value),
      );
    }
    image.data[4 * pixel + 3] = 255;
  }
  return image;
}

/**
 * Draws the picture of the place.
 * @param {Play} play
 */
async function drawPlace(play) {
  const { data, model, canvas, place } = play;
  const here = { ...place, amounts: [...place.amounts] }; // the reader may be elsewhere when it is drawn
  const output = tf.tidy(() =>
    model.predict(tf.tensor(latentAt(data, here), [1, ...data.latentShape])),
  );
  if (Array.isArray(output)) throw new Error("page: expected one output, got several");
  const values = await output.data();
  output.dispose();
  canvas.getContext("2d")?.putImageData(pixelsOf(data, values), 0, 0);
  play.shown = here;
  play.drawn();
}
