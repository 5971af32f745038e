#!/usr/bin/env node
"use strict";
const { existsSync } = require("node:fs");
const { join } = require("node:path");

process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
const root = join(__dirname, "..");
const main = join(root, "dist", "src", "cli", "main.js");

if (existsSync(main) && existsSync(join(root, "node_modules", ".gan-atelier.json"))) {
  require(main)
    .main(process.argv.slice(2))
    .then(
      (status) => {
        process.exitCode = status;
      },
      (error) => {
        console.error(error instanceof Error ? error.message : String(error));
        process.exitCode = 1;
      },
    );
} else {
  console.error("atelier: set-up is missing; run `npm run setup` first");
  process.exitCode = 1;
}
