import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue, findIteration } from "../../../src/iterations/catalogue.js";
import { lab } from "../../../src/lab.js";
import { shapeText } from "../../../src/shape.js";
import { gamePlan } from "../../../src/show/game/gamePlan.js";
import { gameSvg } from "../../../src/show/game/gameSvg.js";
import { plainWindow } from "../../../src/show/plainWindow.js";
import { textWidthPx } from "../../../src/show/textWidth.js";
import { recorded } from "../recorder.js";

interface Drawn {
  readonly x: number;
  readonly y: number;
  readonly words: string;
  readonly left: number;
  readonly right: number;
}

/** The texts of a drawing, with the room that each takes. */
function textsOf(svg: string): readonly Drawn[] {
  const { DOMParser } = plainWindow();
  const page = new DOMParser().parseFromString(svg, "image/svg+xml");
  assert.equal(page.querySelector("parsererror"), null);
  return [...page.querySelectorAll("text")].map((one) => {
    const number = (name: string) => Number(one.getAttribute(name));
    const words = one.textContent ?? "";
    const bold = one.getAttribute("font-weight") === "bold";
    const width = textWidthPx(words, number("font-size"), bold);
    const anchor = one.getAttribute("text-anchor");
    const left = number("x") - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
    return { x: number("x"), y: number("y"), words, left, right: left + width };
  });
}

const everyPreset = Object.values(catalogue).flatMap((presets) => Object.values(presets));

test("in the drawing of every preset no text touches another on its line, and none leaves the card", () => {
  for (const iteration of everyPreset) {
    const svg = gameSvg(gamePlan(iteration));
    const width = Number(/ width="(\d+)"/.exec(svg)?.[1]);
    const texts = textsOf(svg);
    for (const one of texts) {
      assert.ok(
        one.left > 0 && one.right < width,
        `${iteration.name}: ${one.words} leaves the card`,
      );
      for (const other of texts)
        if (other !== one && other.y === one.y && other.left >= one.left)
          assert.ok(
            one.right < other.left,
            `${iteration.name} ${iteration.preset}: "${one.words}" touches "${other.words}"`,
          );
    }
  }
});

test("every layer's shape is in the drawing, and a range that differs is said", () => {
  const plan = gamePlan(findIteration("gan256Impres", "asRun"));
  const words = textsOf(gameSvg(plan)).map((one) => one.words);
  for (const { shape } of [...plan.generator.boxes, ...plan.discriminator.boxes])
    assert.ok(words.includes(shapeText(shape)), shapeText(shape));
  assert.ok(words.includes("0 … 255") && words.includes("differ in range"));
  const repaired = gameSvg(gamePlan(findIteration("gan256Impres", "repaired")));
  assert.ok(!repaired.includes("differ in range"));
});

test("a game of pictures shows a picture going in, what it becomes, and residual blocks as one box", () => {
  const drawn = (name: string) => {
    const plan = gamePlan(findIteration(name, "repaired"));
    return { plan, words: textsOf(gameSvg(plan)).map((one) => one.words) };
  };
  const cycle = drawn("cyclegan128");
  for (const wanted of ["picture", "landscapes", "impressionism", "residual block × 6"])
    assert.ok(cycle.words.includes(wanted), wanted);
  assert.ok(!cycle.words.includes("random noise"));
  assert.equal(cycle.plan.generator.boxes.length, 7);
  assert.match(cycle.words[1] ?? "", /^two more such networks for the way back {2}· {2}cycle × 10/);
  const pairs = drawn("pix2pix128");
  for (const wanted of ["its partner", "the same, decayed"])
    assert.ok(pairs.words.includes(wanted), wanted);
  assert.ok(pairs.plan.generator.boxes.length <= 12);
});

test("lab.showGame shows a picture that untrusted notebooks keep, with the game in words beside it", async () => {
  const [message] = await recorded(() => lab.showGame("kerasGANv3", { preset: "asRun" }));
  const html = String(message?.data["text/html"]);
  assert.match(
    html,
    /^<div[^>]*><img alt="kerasGANv3 · asRun[^"]*" src="data:image\/svg\+xml;base64,/,
  );
  assert.ok(!/<svg|<script/.test(html));
  assert.match(String(message?.data["text/plain"]), /generator .*dense 256 → dense 512/);
  await assert.rejects(
    async () => lab.showGame("kerasGANv3", { preset: "asPublished" }),
    /^ConfigError: preset of kerasGANv3: expected one of asRun, asTold, repaired, got "asPublished"$/,
  );
});
