"use strict";
const { parseArgs } = require("node:util");
const { setUp } = require("./setup/setUp.cjs");

const help = `npm run setup [-- --engine KIND]

Installs what is missing, each step skipped when already good: npm packages, .venv with
JupyterLab, the TensorFlow engine, the kernelspec "tslab", the build. Interrupted, it mends
itself at the next start. Its log is .cache/setup.log.

  --engine KIND   auto (default: GPU, native CPU, plain JavaScript, in this order),
                  native (no GPU) or javascript
  --help          this text`;

const kinds = { auto: ["gpu", "native"], native: ["native"], javascript: [] };

async function main() {
  const options = { engine: { type: "string", default: "auto" }, help: { type: "boolean" } };
  const { values } = parseArgs({ options });
  if (values.help) return console.log(help);
  const allowed = kinds[values.engine];
  if (!allowed) {
    throw new Error(`--engine: expected auto, native or javascript, got ${values.engine}`);
  }
  await setUp({ retry: true, allowed });
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
