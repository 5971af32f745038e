// What the signals cost: a probe's time beside the 50 steps that it comes once in, turn about.
// usage: node bench/probe.cjs ITERATION PRESET [--quick]
const dist = `${__dirname}/../dist/src`;
const { openEngine } = require(`${dist}/engine/backend.js`);
const { findChoice } = require(`${dist}/lab/run.js`);
const { Gan } = require(`${dist}/training/gan.js`);

const [name, preset, quick] = process.argv.slice(2);
if (!name || !preset) {
  console.error("usage: node bench/probe.cjs ITERATION PRESET [--quick]");
  process.exit(1);
}
openEngine();
const iteration = findChoice(name, { preset, quick: quick === "--quick" });
const { imageSize, channels } = iteration.data;
const count = iteration.training.batchSize;
const data = Uint8Array.from(
  { length: count * imageSize ** 2 * channels },
  (_, at) => (at * 97) % 256,
);
const batch = { data, count, height: imageSize, width: imageSize, channels };
const gan = new Gan(iteration, 1);
const seconds = (step) => {
  const began = performance.now();
  gan.play(batch, step);
  return (performance.now() - began) / 1000;
};
for (const step of [0, 1, 2, 3]) seconds(step);
const shares = [];
for (let round = 0; round < 7; round++) {
  const plain = Array.from({ length: 4 }, (_, at) => seconds(50 * round + 52 + at));
  const step = plain.reduce((sum, each) => sum + each) / plain.length;
  const withProbe = seconds(50 * round + 99); // step 100, 150 ...: probed, as 49 others are not
  shares.push(Math.max(0, withProbe - step) / (50 * step));
}
shares.sort((a, b) => a - b);
console.log(
  `${name} ${iteration.preset}: a probe every 50 steps takes ${(100 * shares[3]).toFixed(2)} % of the time (median of 7; ${(100 * shares[0]).toFixed(2)} to ${(100 * shares[6]).toFixed(2)} %)`,
);
