import { readFileSync } from "node:fs";
import Module from "node:module";
import { dirname, extname, relative } from "node:path";
import { buildOf } from "./buildOf.js";
import { fileStamp } from "./fileStamp.js";
import { transpileSource } from "./transpileSource.js";

/** The parts of Node's CommonJS loader that every TypeScript runner hooks; Node keeps them for that. */
interface LoaderParts {
  _extensions: Record<string, (module: NodeModule, path: string) => void>;
  _resolveFilename: (request: string, parent: NodeModule | undefined, ...rest: unknown[]) => string;
}
type Compiling = NodeModule & { _compile: (code: string, path: string) => void };

const loader = Module as typeof Module & LoaderParts;

function isPackageFile(path: string): boolean {
  return path.includes("/node_modules/");
}

/**
 * Lets `require` load the project's TypeScript: from its build where that is as new as the source,
 * else compiled in memory. Forgets changed files, and all that import them, before a cell runs.
 */
export class SourceLoader {
  private readonly stamps = new Map<string, string>();
  private readonly maps = new Map<string, { source: string; map: string | (() => string) }>();
  private readonly own = new Set(Object.keys(require.cache));

  install(): void {
    const resolve = loader._resolveFilename;
    loader._resolveFilename = function (request, parent, ...rest) {
      if (request === "tslab" || request.startsWith("tslab/")) {
        return resolve.call(this, request, module, ...rest); // the kernel's own copy
      }
      try {
        return resolve.call(this, request, parent, ...rest);
      } catch (error) {
        const source = /^\.{1,2}\/.*\.js$/.test(request) ? request.replace(/\.js$/, ".ts") : "";
        if (source === "" || !parent?.filename || extname(parent.filename) !== ".ts") throw error;
        return resolve.call(this, source, parent, ...rest);
      }
    };
    loader._extensions[".ts"] = (module, path) => this.load(module as Compiling, path);
  }

  /** Forgets the files that changed since they were loaded and every file that imports one of them. */
  forgetChanged(): void {
    const loaded = Object.keys(require.cache).filter(
      (path) => !isPackageFile(path) && !this.own.has(path),
    );
    const stale = new Set<string>();
    for (const path of loaded) {
      const stamp = fileStamp(path);
      if (!this.stamps.has(path)) this.stamps.set(path, stamp);
      if (this.stamps.get(path) !== stamp) stale.add(path);
    }
    for (let before = -1; before !== stale.size; ) {
      before = stale.size;
      for (const path of loaded) {
        const children = require.cache[path]?.children ?? [];
        if (children.some(({ filename }) => stale.has(filename))) stale.add(path);
      }
    }
    for (const path of stale) {
      delete require.cache[path];
      this.stamps.delete(path);
    }
  }

  /** The source and the source map of a file that V8 names in a stack; undefined for other files. */
  mapOf(path: string): { source: string; map: string } | undefined {
    const found = this.maps.get(path);
    if (!found) return undefined;
    return { source: found.source, map: typeof found.map === "string" ? found.map : found.map() };
  }

  private load(module: Compiling, path: string): void {
    this.stamps.set(path, fileStamp(path));
    const build = isPackageFile(path) ? undefined : buildOf(path);
    const compiledPath = build?.path ?? path;
    if (build?.fresh) {
      this.maps.set(compiledPath, { source: path, map: () => readFileSync(build.mapPath, "utf8") });
      module._compile(readFileSync(build.path, "utf8"), compiledPath);
      return;
    }
    const shown = relative(process.cwd(), path) || dirname(path);
    const { javascript, map } = transpileSource(path, shown);
    this.maps.set(compiledPath, { source: path, map });
    module._compile(javascript, compiledPath);
  }
}
