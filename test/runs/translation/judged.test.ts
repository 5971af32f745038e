import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { judgeDecay } from "../../../src/art/chain/judgeDecay.js";
import { judgeStyle } from "../../../src/covers/judgeStyle.js";
import { openEngine } from "../../../src/engine/backend.js";
import type { Iteration } from "../../../src/iterations/iteration.js";
import { startRun } from "../../../src/runs/startRun.js";
import { games } from "../../training/translation/tiny.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { ownWorld } from "../tinyRun.js";

const folder = temporaryFolder();

before(() => {
  openEngine();
  ownWorld(folder);
});

const train = (game: string, out: string) =>
  startRun(games[game] as Iteration, { steps: 1, out: join(folder, out) });

test("style: an untrained network is no painter, and the classifier knows drawn photographs from paintings", async () => {
  const run = await train("cycle", "cycle");
  const { share, content, verdict, n } = await judgeStyle(run);
  assert.equal(n, 64);
  assert.ok(share.paintings.mean - share.photos.mean > 0.2, JSON.stringify(share));
  assert.ok(content.own.error > 0 && content.other.error > 0);
  assert.match(verdict, /^Not yet: /);
  await assert.rejects(judgeStyle(await train("enlarging", "twice")), /a run with a way back/);
});

test("decay: an untrained network does not decay as its recipe, and a run that learned none is refused", async () => {
  const run = await train("pairs, unrolled", "decay");
  const judged = await judgeDecay(run, { times: 6, count: 3, identity: run });
  assert.equal(judged.frames.length, 7);
  assert.ok(judged.oneStep > judged.noChange && (judged.drift ?? 0) > 8);
  assert.match(
    judged.verdict,
    /^It does not decay as the recipe does: .*the identity control drifts/,
  );
  const twice = await train("enlarging", "no decay");
  await assert.rejects(judgeDecay(twice), {
    name: "ConfigError",
    message: 'run no decay: expected one that learned a decay, got "enlarge"',
  });
});
