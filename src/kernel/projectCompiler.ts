import { isBuiltin } from "node:module";
import { join } from "node:path";
import type * as ts from "@tslab/typescript-for-tslab";
import { projectRoot } from "../project.js";
import { type Docs, signatureDocs } from "./signatureDocs.js";
import { replaceInTypeScript, type TypeScript, tslabTypeScript } from "./typescript.js";
import { WatchedFiles } from "./watchedFiles.js";

type Builder = ts.EmitAndSemanticDiagnosticsBuilderProgram;
type Host = ts.WatchCompilerHostOfFilesAndCompilerOptions<Builder>;

/** What tslab writes before each cell, to make it a module. */
const cellPrefix = "export {};\n";

/** What tslab's compiler wrote for one cell: JavaScript modules, and the way back to the cell's lines. */
export interface CellEmit {
  readonly javascript: string;
  readonly map: string;
}

/**
 * The compiler that tslab's converter is given. It knows the types of the project's TypeScript files
 * wherever they lie, and leaves compiling and checking them to others: tslab sees cells only.
 * To TypeScript they look like files of an installed package, so its `rootDir` does not refuse them.
 */
export class ProjectCompiler {
  readonly files = new WatchedFiles();
  lastEmit: CellEmit | undefined;
  private readonly ts: TypeScript = tslabTypeScript();
  private readonly projectFiles = new Set<string>();
  private readonly unresolvedIn = new Set<string>();
  private program: ts.Program | undefined;
  private cache: ts.ModuleResolutionCache | undefined;

  /** Must run before any of tslab's own modules is loaded. */
  install(): void {
    this.ts.sys.watchFile = (path, callback) => this.files.watch(path, callback);
    this.ts.sys.watchDirectory = () => ({ close: () => undefined });
    replaceInTypeScript({
      createWatchCompilerHost: (
        roots: string[],
        options: ts.CompilerOptions,
        system: ts.System,
        _create: null,
        report: ts.DiagnosticReporter,
        reportStatus: ts.WatchStatusReporter,
      ) => this.createHost(roots, options, system, report, reportStatus),
    });
  }

  /** Brings the compiler up to date with the disk. */
  refresh(): void {
    const moved = this.files.poll();
    if (moved || this.unresolvedIn.size > 0) this.cache?.clear();
  }

  private createHost(
    roots: string[],
    given: ts.CompilerOptions,
    system: ts.System,
    report: ts.DiagnosticReporter,
    reportStatus: ts.WatchStatusReporter,
  ): Host {
    const options = { ...given, types: ["node"], sourceMap: true };
    const globals = join(projectRoot(), "src", "kernel", "cellGlobals.d.ts");
    const create = this.ts.createEmitAndSemanticDiagnosticsBuilderProgram;
    const host = this.ts.createWatchCompilerHost(
      [...roots, globals],
      options,
      system,
      create,
      report,
      reportStatus,
    );
    this.cache = this.ts.createModuleResolutionCache(system.getCurrentDirectory(), (name) => name);
    host.resolveModuleNameLiterals = (literals, file, redirected) =>
      this.resolveAll(literals, file, options, system, redirected);
    host.hasInvalidatedResolutions = (path) => this.unresolvedIn.has(path);
    let after: ((builder: Builder) => void) | undefined;
    Object.defineProperty(host, "afterProgramCreate", {
      get: () => after,
      set: (receive: (builder: Builder) => void) => {
        after = (builder) => receive(this.cellsOnly(builder));
      },
    });
    return host;
  }

  private resolveAll(
    literals: readonly ts.StringLiteralLike[],
    file: string,
    options: ts.CompilerOptions,
    system: ts.System,
    redirected: ts.ResolvedProjectReference | undefined,
  ): ts.ResolvedModuleWithFailedLookupLocations[] {
    this.unresolvedIn.delete(file);
    return literals.map(({ text }) => {
      const found = this.ts.resolveModuleName(text, file, options, system, this.cache, redirected);
      const module = found.resolvedModule;
      const mayCome = !module && !isBuiltin(text) && !file.includes("/node_modules/");
      if (mayCome) this.unresolvedIn.add(file);
      if (!module || module.isExternalLibraryImport) return found;
      if (!this.ts.sys.fileExists(module.resolvedFileName)) return found; // a cell that is a module
      this.projectFiles.add(module.resolvedFileName);
      return { ...found, resolvedModule: { ...module, isExternalLibraryImport: true } };
    });
  }

  /** `signatureDocs` at a position of the cell that was looked at last. */
  docsAt(position: number): Docs | undefined {
    const program = this.program;
    const cell = program?.getSourceFiles().find(({ fileName }) => /__tslab__\.ts$/.test(fileName));
    return program && cell && signatureDocs(program, cell, position + cellPrefix.length);
  }

  private cellsOnly(builder: Builder): Builder {
    this.program = builder.getProgram();
    const getAllDependencies = (file: ts.SourceFile) =>
      builder.getAllDependencies(file).filter((path) => !this.projectFiles.has(path));
    const emit: Builder["emit"] = (file, write, token, onlyDts, transformers) => {
      const written = new Map<string, string>();
      const keep: ts.WriteFileCallback = (path, text, ...rest) => {
        written.set(path.replace(/^.*__tslab__/, ""), text);
        write?.(path, text, ...rest);
      };
      const result = builder.emit(file, keep, token, onlyDts, transformers);
      const javascript = written.get(".js");
      const map = written.get(".js.map");
      if (javascript !== undefined && map !== undefined) this.lastEmit = { javascript, map };
      return result;
    };
    return Object.create(builder, {
      getAllDependencies: { value: getAllDependencies },
      emit: { value: emit },
    }) as Builder;
  }
}
