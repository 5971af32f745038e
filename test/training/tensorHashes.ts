import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import type { Tensor } from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { catalogue } from "../../src/iterations/catalogue.js";
import { derive } from "../../src/iterations/derive.js";
import type { Iteration } from "../../src/iterations/iteration.js";
import { Gan } from "../../src/training/gan.js";
import { TranslationGame } from "../../src/training/translation/translationGame.js";
import { batchFor, kinds, toldFor } from "../engine/compiled/games.js";
import { pairsFor, games as translations } from "./translation/tiny.js";

/**
 * Whether a change of the code changed a number. Trains every preset at full width for a few steps,
 * eager and compiled, and hashes every tensor (weights, statistics, optimizer slots, averages):
 *
 *   node dist/test/training/tensorHashes.js                compares with tensorHashes.jsonl
 *   node dist/test/training/tensorHashes.js --only small   small copies alone, in a minute
 *   node dist/test/training/tensorHashes.js --only kerasGAN
 *   node dist/test/training/tensorHashes.js --write FILE   appends to FILE what it does not have yet
 *
 * Batches hold at most four pictures of noise, so that the largest presets take seconds. Hashes are
 * the first 16 digits of SHA-256. They hold for one kind of processor and number of threads, which
 * the first line names; on another, write the list with the old build first and compare with that.
 */
const committed = join(__dirname, "../../../test/training/tensorHashes.jsonl");
const pictures = 4;

interface Row {
  readonly program: string;
  readonly mode: "eager" | "compiled";
  readonly steps: number;
  readonly tensors: Readonly<Record<string, string>>;
}

const machine = `${cpus()[0]?.model}, ${availableParallelism()} threads`;

function hashes(tensors: Readonly<Record<string, Tensor>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => {
      const { buffer, byteOffset, byteLength } = tensor.dataSync();
      const hash = createHash("sha256").update(new Uint8Array(buffer, byteOffset, byteLength));
      return [name, hash.digest("hex").slice(0, 16)];
    }),
  );
}

/** Three steps, or as many as make the generator learn once. */
const stepsOf = ({ training }: Iteration) => Math.max(3, training.generatorInterval);

function trainGan(iteration: Iteration, mode: Row["mode"]): Record<string, string> {
  const gan = new Gan(iteration, 1, mode);
  for (let step = 0; step < stepsOf(iteration); step++) {
    gan.play(batchFor(iteration, step), step, toldFor(iteration, step));
  }
  const result = hashes(gan.tensors);
  gan.dispose();
  return result;
}

function trainTranslation(iteration: Iteration, mode: Row["mode"]): Record<string, string> {
  const game = new TranslationGame(iteration, { seed: 1, steps: 10, mode });
  for (let step = 0; step < stepsOf(iteration); step++) {
    game.play(pairsFor(iteration, step), step);
  }
  const result = hashes(game.tensors);
  game.dispose();
  return result;
}

/** Every program under its name: the small copies first, then all presets. */
function programs(): readonly (readonly [string, Iteration])[] {
  const full = Object.values(catalogue).flatMap((presets) =>
    Object.values(presets).map((iteration) => {
      const batchSize = Math.min(pictures, iteration.training.batchSize);
      const copy = derive(iteration, { preset: iteration.preset }, { training: { batchSize } });
      return [`${iteration.name} ${iteration.preset}`, copy] as const;
    }),
  );
  const small = Object.entries({ ...kinds, ...translations });
  return [...small.map(([name, one]) => [`small ${name}`, one] as const), ...full];
}

function readRows(path: string): Map<string, Row> {
  if (!existsSync(path)) return new Map();
  const [first = "{}", ...lines] = readFileSync(path, "utf8").trim().split("\n");
  const { machine: theirs } = JSON.parse(first) as { readonly machine?: string };
  if (theirs !== machine) console.log(`written on: ${theirs}; here: ${machine}`);
  const rows = lines.map((line) => JSON.parse(line) as Row);
  return new Map(rows.map((row) => [`${row.program}, ${row.mode}`, row]));
}

/** Names of tensors that differ, or exist on one side alone. */
function changed(ours: Row, theirs: Row): readonly string[] {
  const names = new Set([...Object.keys(ours.tensors), ...Object.keys(theirs.tensors)]);
  return [...names].filter((name) => ours.tensors[name] !== theirs.tensors[name]);
}

function main([flag, value, ...rest]: readonly string[]): void {
  const write = flag === "--write" ? (value ?? "") : undefined;
  const only = flag === "--only" ? value : rest[0] === "--only" ? rest[1] : undefined;
  const known = readRows(write ?? committed);
  if (write && known.size === 0) appendFileSync(write, `${JSON.stringify({ machine })}\n`);
  openEngine();
  let [same, different, missing] = [0, 0, 0];
  for (const [program, iteration] of programs()) {
    if (only && !program.includes(only)) continue;
    for (const mode of ["eager", "compiled"] as const) {
      const before = known.get(`${program}, ${mode}`);
      if (write && before) continue;
      const train = iteration.translation.kind === "none" ? trainGan : trainTranslation;
      const row: Row = {
        program,
        mode,
        steps: stepsOf(iteration),
        tensors: train(iteration, mode),
      };
      if (write) appendFileSync(write, `${JSON.stringify(row)}\n`);
      const names = before ? changed(row, before) : [];
      if (!before) missing++;
      else if (names.length === 0) same++;
      else different++;
      const said = write ? "written" : !before ? "not in the list" : `${names.length} differ`;
      console.log(`${program}, ${mode}: ${said} ${names.slice(0, 3).join(" ")}`);
    }
  }
  console.log(`${same} the same, ${different} different, ${missing} not in the list`);
  if (!write && different > 0) process.exitCode = 1;
}

main(process.argv.slice(2));
