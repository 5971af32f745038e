// Cleans the notebooks of notebooks/ for committing (src/kernel/cleanNotebook.ts): npm run clean:notebooks
const { existsSync, readdirSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const built = join(root, "dist", "src", "kernel", "cleanNotebook.js");

async function main() {
  if (!existsSync(built)) throw new Error(`${built}: expected the build, got none; npm run setup`);
  const { cleanNotebook } = require(built);
  const folder = join(root, "notebooks");
  const named = process.argv.slice(2);
  const all = readdirSync(folder).filter((name) => /^\d.*(?<!\.out)\.ipynb$/.test(name));
  for (const path of named.length ? named : all.map((name) => join(folder, name))) {
    console.log(`${path}: ${(await cleanNotebook(path)) ? "cleaned" : "already clean"}`);
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
