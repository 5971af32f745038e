// Sampling beside PyTorch on the same weights and cores: both make bytes from latents, turn about in one run.
// usage: node bench/sample/compare.cjs RUN[@STEP] [rounds] [batch]
const { spawn } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { homedir, tmpdir } = require("node:os");
const { join } = require("node:path");
const { createInterface } = require("node:readline");

const [text, rounds = "7", batch = "64"] = process.argv.slice(2);
if (!text) {
  console.error("usage: node bench/sample/compare.cjs RUN[@STEP] [rounds] [batch]");
  process.exit(1);
}
const built = join(__dirname, "..", "..", "dist", "src");
const { lab } = require(join(built, "lab.js"));
const { findRunAtStep } = require(join(built, "runs", "runAtStep.js"));
const { TrainedGenerator } = require(join(built, "runs", "trainedGenerator.js"));
const { samplePictures } = require(join(built, "runs", "samplePictures.js"));
const { latentsOf } = require(join(built, "art", "latentOf.js"));

const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
const python = join(cache, "gan-atelier", "bench", "torch", "bin", "python");

/** PyTorch as a process that answers each line with one. */
function startTorch(folder, layout) {
  const child = spawn(python, [join(__dirname, "torch_sample.py"), folder, layout], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value);
  return {
    ready: next,
    seconds: async () => {
      child.stdin.write(`${batch}\n`);
      return (await next()).seconds;
    },
    stop: () => child.stdin.end(),
  };
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

async function main() {
  const { run, step } = findRunAtStep(text);
  const work = mkdtempSync(join(tmpdir(), "atelier-sample-"));
  const folder = join(work, "generator");
  try {
    await lab.export(run, {
      as: "safetensors",
      out: folder,
      ...(step === undefined ? {} : { step }),
    });
    const generator = new TrainedGenerator(run, step);
    let drawn = 0;
    const ours = () => {
      const seeds = Array.from({ length: Number(batch) }, () => drawn++);
      const began = process.hrtime.bigint();
      samplePictures(generator, latentsOf(generator, seeds));
      return Number(process.hrtime.bigint() - began) / 1e9;
    };
    const peers = {};
    for (const layout of ["plain", "channels-last"]) {
      peers[layout] = startTorch(folder, layout);
      const { apart, version } = await peers[layout].ready();
      if (!(apart < 1e-4)) throw new Error(`PyTorch ${layout} draws others: ${apart} apart`);
      console.log(
        `PyTorch ${version}, ${layout}: the same pictures within ${apart.toExponential(1)}`,
      );
    }
    const times = { ours: [], plain: [], "channels-last": [] };
    for (let round = 0; round <= Number(rounds); round++) {
      const turn = { ours: ours() };
      for (const name of Object.keys(peers)) turn[name] = await peers[name].seconds();
      if (round === 0) continue; // warming up
      for (const [name, seconds] of Object.entries(turn)) times[name].push(seconds);
      console.log(
        `round ${round}: ${Object.entries(turn)
          .map(([name, seconds]) => `${name} ${(Number(batch) / seconds).toFixed(1)}`)
          .join(", ")} images/s`,
      );
    }
    const best = Math.min(median(times.plain), median(times["channels-last"]));
    const each = times.ours.map(
      (seconds, at) => Math.min(times.plain[at], times["channels-last"][at]) / seconds,
    );
    console.log(
      `median of ${rounds} rounds of ${batch}: ${(best / median(times.ours)).toFixed(2)} times PyTorch's faster layout; by rounds ${each.map((ratio) => ratio.toFixed(2)).join(", ")}`,
    );
    for (const peer of Object.values(peers)) peer.stop();
    generator.dispose();
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
