import assert from "node:assert/strict";
import { createReadStream, existsSync, readdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { type Browser, chromium, type Page } from "playwright-core";
import { openEngine } from "../../src/engine/backend.js";
import { writeLayersModel } from "../../src/exchange/layersModel.js";
import { chromiumArguments, findChromium } from "../../src/show/chromium.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { apart, COUNT, drawn, networks } from "./networks.js";

const folder = temporaryFolder();
const executablePath = findChromium();
const skip = executablePath ? false : "no Chromium is installed";
const library = join(dirname(require.resolve("@tensorflow/tfjs/package.json")), "dist");
let server: Server;
let browser: Browser;
let page: Page;

/** A page with plain tfjs, and the models beside it. */
async function serve(): Promise<string> {
  server = createServer(({ url = "/" }, response) => {
    const path = url === "/tf.min.js" ? join(library, url) : join(folder, decodeURI(url));
    if (url !== "/" && existsSync(path)) createReadStream(path).pipe(response);
    else response.end('<!doctype html><script src="tf.min.js"></script>');
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

before(async () => {
  openEngine();
  if (!executablePath) return;
  browser = await chromium.launch({ executablePath, args: chromiumArguments() });
  page = await browser.newPage();
  await page.goto(await serve());
});

after(async () => {
  await browser?.close();
  server?.close();
});

for (const name of Object.keys(networks)) {
  test(`${name}: plain tfjs in Chromium draws the lab's pictures`, { skip }, async () => {
    const { network, tensors, latents, pictures } = drawn(name);
    const place = name.replace(" ", "-");
    await writeLayersModel(join(folder, place), { network, tensors }, 1000);
    assert.ok(readdirSync(join(folder, place)).length > 2, "weights in more than one file");
    const theirs = await page.evaluate(
      `(async () => {
        await tf.setBackend("cpu");
        const model = await tf.loadLayersModel("${place}/model.json");
        const latents = tf.tensor(${JSON.stringify([...latents])}, ${JSON.stringify([COUNT, ...network.input])});
        return Array.from(await model.predict(latents).data());
      })()`,
    );
    const distance = apart(theirs as number[], pictures);
    assert.ok(distance < 1e-5, `${distance} apart`);
    assert.ok(apart(pictures.subarray(1), pictures.subarray(0, -1)) > 0.1, "pictures not flat");
  });
}
