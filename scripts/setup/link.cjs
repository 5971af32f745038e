"use strict";
const fs = require("node:fs");
const { dirname, join } = require("node:path");
const paths = require("./paths.cjs");
const { names } = require("./library.cjs");

const deps = join(paths.tfjsNode, "deps");
const addonHere = join(paths.tfjsNode, "lib", "napi-v8", "tfjs_binding.node");

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

/** Whether the package in node_modules uses this library and this addon. */
function isLinked(libraryFolder, addon) {
  const links = wantedLinks(libraryFolder);
  if (links.some(([name, target]) => readLink(join(deps, name)) !== target)) return false;
  const sizeOf = (path) => fs.statSync(path, { throwIfNoEntry: false })?.size;
  return sizeOf(addon) !== undefined && sizeOf(addonHere) === sizeOf(addon);
}

/** Takes the engine out of the package, so that nothing half fitting is ever loaded. */
function unlink() {
  fs.rmSync(addonHere, { force: true });
  fs.rmSync(deps, { recursive: true, force: true });
}

/** Puts library and addon into the package: links made aside, then renamed. */
function link(libraryFolder, addon) {
  const aside = `${deps}.${process.pid}.part`;
  fs.rmSync(aside, { recursive: true, force: true });
  for (const [name, target] of wantedLinks(libraryFolder)) {
    fs.mkdirSync(dirname(join(aside, name)), { recursive: true });
    fs.symlinkSync(target, join(aside, name));
  }
  fs.rmSync(deps, { recursive: true, force: true });
  fs.renameSync(aside, deps);
  // A copy, not a link: the addon finds the libraries relative to its own real place.
  fs.mkdirSync(dirname(addonHere), { recursive: true });
  const copy = `${addonHere}.${process.pid}.part`;
  fs.copyFileSync(addon, copy);
  fs.renameSync(copy, addonHere);
}

module.exports = { isLinked, link, unlink };
