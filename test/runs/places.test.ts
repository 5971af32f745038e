import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { cacheFolder, projectRoot } from "../../src/project.js";
import { withoutPlaces } from "../../src/runs/publish/places.js";
import { publishBundle } from "../../src/runs/publish/publishBundle.js";
import { Publishing } from "../../src/runs/publish/publishing.js";
import { temporaryFolder } from "./temporaryFolder.js";

const data = temporaryFolder();
process.env.ATELIER_DATA = data;

test("folders of this machine go by other words, the longest first", () => {
  const said = [
    [`from ${data}/mnist`, "from $ATELIER_DATA/mnist"],
    [join(projectRoot(), "checkpoints", "a run"), "checkpoints/a run"],
    [`"${join(projectRoot(), "notebooks")}"`, '"gan-atelier/notebooks"'],
    [join(cacheFolder(), "example-pictures"), "the cache/example-pictures"],
    [`${homedir()}/doors`, "~/doors"],
    [`(${homedir()})`, "(~)"],
  ] as const;
  for (const [before, after] of said) assert.equal(withoutPlaces(before), after);
  assert.equal(withoutPlaces("/my/doors/1.jpg", ["/my/doors"]), "your pictures/1.jpg");
});

test("what only looks like a folder's name stays", () => {
  for (const text of [`${data}2`, `${data}.old/x`, `see${data}`, "a/b", "https://a.b/c"])
    assert.equal(withoutPlaces(text), text);
});

test("a published output names no folder: in text, HTML, and the JSON of a figure", async () => {
  const folder = join(data, "doors");
  const bundle = {
    data: {
      "text/plain": `options: ${folder}`,
      "text/html": [`<p>${folder}</p>`, "<p>more</p>"],
      "application/json": { folder, list: [folder] },
    },
    metadata: {},
  };
  const shown = await publishBundle(bundle, new Publishing());
  assert.deepEqual(shown, {
    "text/plain": "options: $ATELIER_DATA/doors",
    "text/html": "<p>$ATELIER_DATA/doors</p><p>more</p>",
    "application/json": { folder: "$ATELIER_DATA/doors", list: ["$ATELIER_DATA/doors"] },
  });
  const own = new Publishing({ data: "/somewhere/else" });
  const text = await publishBundle(
    { data: { "text/plain": "/somewhere/else/a.jpg" }, metadata: {} },
    own,
  );
  assert.deepEqual(text, { "text/plain": "your pictures/a.jpg" });
});
