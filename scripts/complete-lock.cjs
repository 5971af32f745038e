"use strict";
// A registry mirror that lacks other platforms' packages leaves holes in package-lock.json, and
// `npm ci` then refuses it everywhere. Run this after `npm install` to fill them: such a package
// is named with its version and platform, and fetched only where that platform is.
const { join } = require("node:path");
const { readJson, writeJson } = require("./setup/stamp.cjs");

const systems = ["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "sunos", "win32"];
const chips = ["arm64", "x64", "ia32", "arm", "ppc64", "riscv64", "s390x", "mips64el", "wasm32"];

/** The lock's entry for a package named after its platform, or null for another name. */
function entryOf(name, version) {
  const words = name.split("/").pop().split("-");
  const os = systems.find((word) => words.includes(word));
  const cpu = chips.find((word) => words.includes(word));
  if (!os || !cpu || !/^\d/.test(version)) return null;
  const musl = words.includes("musl") ? { libc: ["musl"] } : {};
  return { version, cpu: [cpu], ...musl, optional: true, os: [os] };
}

const path = join(__dirname, "..", "package-lock.json");
const lock = readJson(path);
const added = {};
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    const hole = lock.packages[key] ? null : entryOf(name, version);
    if (hole) added[key] = entry.dev ? { ...hole, dev: true } : hole;
  }
}
const all = Object.entries({ ...lock.packages, ...added });
all.sort(([a], [b]) => a.localeCompare(b, "en"));
writeJson(path, { ...lock, packages: Object.fromEntries(all) });
console.log(`package-lock.json: ${Object.keys(added).length} entries added`);
