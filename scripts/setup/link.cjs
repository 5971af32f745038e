"use strict";
const fs = require("node:fs");
const { dirname, join } = require("node:path");
const paths = require("./paths.cjs");
const { addonNames } = require("./addon.cjs");
const { names } = require("./library.cjs");

const deps = join(paths.tfjsNode, "deps");
const addonsHere = join(paths.tfjsNode, "lib", "napi-v8");

/** The links that the package wants in `deps`, each with what it points to. */
function wantedLinks(libraryFolder) {
  const tensorflow = join(libraryFolder, "tensorflow");
  const main = join(tensorflow, names.main);
  const framework = join(tensorflow, names.framework);
  const links = [
    ["include", join(tensorflow, "include")],
    [`lib/${names.main}`, main],
    [`lib/${names.main.replace("_cc", "")}`, main],
    [`lib/${names.framework}`, framework],
  ];
  // The CUDA build looks for NVIDIA's libraries beside its own folder.
  const nvidia = join(libraryFolder, "nvidia");
  if (fs.existsSync(nvidia)) links.push(["nvidia", nvidia]);
  return links;
}

function readLink(path) {
  try {
    return fs.readlinkSync(path);
  } catch {
    return null;
  }
}

/** Whether the package in node_modules uses this library and these addons. */
function isLinked(libraryFolder, addons) {
  const links = wantedLinks(libraryFolder);
  if (links.some(([name, target]) => readLink(join(deps, name)) !== target)) return false;
  const content = (path) => (fs.existsSync(path) ? fs.readFileSync(path) : Buffer.alloc(0));
  return addonNames.every((name) => {
    const wanted = content(join(addons, name));
    return wanted.length > 0 && wanted.equals(content(join(addonsHere, name)));
  });
}

/** Takes the engine out of the package, so that nothing half fitting is ever loaded. */
function unlink() {
  fs.rmSync(addonsHere, { recursive: true, force: true });
  fs.rmSync(deps, { recursive: true, force: true });
}

/** Puts library and addons into the package: links made aside, then renamed. */
function link(libraryFolder, addons) {
  const aside = `${deps}.${process.pid}.part`;
  fs.rmSync(aside, { recursive: true, force: true });
  for (const [name, target] of wantedLinks(libraryFolder)) {
    fs.mkdirSync(dirname(join(aside, name)), { recursive: true });
    fs.symlinkSync(target, join(aside, name));
  }
  fs.rmSync(deps, { recursive: true, force: true });
  fs.renameSync(aside, deps);
  // Copies, not links: an addon finds the libraries relative to its own real place.
  fs.mkdirSync(addonsHere, { recursive: true });
  for (const name of addonNames) {
    const copy = join(addonsHere, `${name}.${process.pid}.part`);
    fs.copyFileSync(join(addons, name), copy);
    fs.renameSync(copy, join(addonsHere, name));
  }
}

module.exports = { isLinked, link, unlink };
