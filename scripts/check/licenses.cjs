"use strict";
const { spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { root, venvPython } = require("../setup/paths.cjs");
const { readJson } = require("../setup/stamp.cjs");

const permissive = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "OFL-1.1",
  "PSF-2.0",
  "Python-2.0",
  "Unlicense",
  "WTFPL",
  "Zlib",
]);

/** What is not permissive by its own word, and why it may stay. */
const exceptions = [
  [/^@img\/sharp-/, "libvips is LGPL; sharp links it dynamically, unmodified, as its own package"],
  [/^zeromq$/, "MIT; the MPL covers libzmq, linked unmodified"],
  [/^dejavu-fonts-ttf$/, "the Bitstream Vera licence: free to use, embed and change"],
  [/^typed-function$/, "MIT by its LICENSE file; package.json does not say"],
  [/^certifi$/, "MPL-2.0 covers its one file of certificates, used unmodified"],
  [/^tqdm$/, "MIT and MPL-2.0: its own files, used unmodified, by papermill in the tests only"],
  [/^mpg123-decoder$/, "MIT; the LGPL covers libmpg123 inside it, used unmodified"],
  [
    /^codec-parser$/,
    "LGPL-3.0 covers its own files, used unmodified by the decoders of FLAC and Ogg",
  ],
  [/^fqdn$/, "MPL-2.0 covers its own files, used unmodified"],
];

/** Whether a licence expression can be met with permissive licences alone. */
function isPermissive(expression) {
  const bare = expression.replaceAll(/[()]/g, "");
  const meets = (part) => part.split(" AND ").every((id) => permissive.has(id.trim()));
  return bare.split(" OR ").some(meets);
}

const isExcepted = (name) => exceptions.some(([pattern]) => pattern.test(name));

/** Licences of the npm packages installed here, by name. */
function npmLicenses() {
  const { packages } = readJson(join(root, "package-lock.json"));
  const found = {};
  for (const [path, entry] of Object.entries(packages)) {
    const installed = join(root, path, "package.json");
    if (!path.startsWith("node_modules/") || entry.link || !existsSync(installed)) continue;
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    found[name] = entry.license ?? readJson(installed)?.license ?? "none";
  }
  return found;
}

/** Licences of the Python packages in .venv, by name. */
function pythonLicenses() {
  const script = join(__dirname, "licenses.py");
  const done = spawnSync(venvPython, [script], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`licenses.py: expected exit status 0, got ${done.stderr}`);
  return JSON.parse(done.stdout);
}

/** One line for each installed package whose licence is not permissive. */
function checkLicenses() {
  const all = Object.entries({ ...pythonLicenses(), ...npmLicenses() });
  const bad = all.filter(([name, licence]) => !isPermissive(licence) && !isExcepted(name));
  return {
    what: `${all.length} licences`,
    problems: bad.map(([name, got]) => `${name}: expected a permissive licence, got ${got}`),
  };
}

module.exports = { checkLicenses, isPermissive };
