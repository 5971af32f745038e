"use strict";
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");

/** SHA-256 of texts and buffers, in order, as hex. */
function digest(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
}

/** A JSON file's content, or null when it is missing or cut off. */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/** Writes JSON whole or not at all: aside first, then renamed into place. */
function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}.part`;
  try {
    writeFileSync(aside, `${JSON.stringify(value, null, 2)}\n`);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

module.exports = { digest, readJson, writeJson };
