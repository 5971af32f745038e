import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "../../project.js";

/** TensorFlow.js in the parts that a page needs, in the order in which they build on each other. */
const libraries = [
  ["@tensorflow/tfjs-core", "tf-core"],
  ["@tensorflow/tfjs-layers", "tf-layers"],
  ["@tensorflow/tfjs-backend-cpu", "tf-backend-cpu"],
  ["@tensorflow/tfjs-backend-webgl", "tf-backend-webgl"],
] as const;

/** The page's own scripts in the order in which they stand; they share their names. */
const parts = ["latents", "draw", "png", "main"] as const;

function library([name, file]: (typeof libraries)[number]): string {
  const folder = dirname(require.resolve(`${name}/package.json`));
  return readFileSync(join(folder, "dist", `${file}.es2017.min.js`), "utf8");
}

/** The lab's own random numbers, as they were built: the page's seeds are the lab's. */
function randomScript(): string {
  const built = readFileSync(join(projectRoot(), "dist", "src", "engine", "random.js"), "utf8");
  return `const Random = (() => {
const exports = {};
const Buffer = { from: (text) => new TextEncoder().encode(text) };
${built}
return exports.Random;
})();`;
}

/** A script may stand in a page if it does not end the page's script, nor names a map of itself. */
const inline = (script: string) =>
  script.replace(/<\/script/g, "<\\/script").replace(/^\/\/# sourceMappingURL=.*$/gm, "");

/** What runs in a page to play with: TensorFlow.js, and the page's own script. */
export function playScripts(): readonly string[] {
  const folder = join(projectRoot(), "src", "art", "page", "browser");
  const own = parts.map((name) => readFileSync(join(folder, `${name}.js`), "utf8"));
  return [...libraries.map(library), ["{", randomScript(), ...own, "}"].join("\n")].map(inline);
}
