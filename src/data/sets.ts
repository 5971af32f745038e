import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project.js";
import type { Origin } from "./dataSet.js";
import { environmentFolder } from "./environmentFolder.js";
import type { Root } from "./folderIndex.js";
import { isSystemName } from "./systemNames.js";

/** A data set that is made of folders of pictures. */
export interface PictureSet {
  readonly name: string;
  readonly about: string;
  /** Folders below `$ATELIER_DATA`. */
  readonly folders: readonly string[];
  /** Drawn in its place when there are no pictures: some of the synthetic genres. */
  readonly drawn: {
    readonly count: number;
    readonly genres?: readonly string[];
    readonly soft?: boolean;
  };
}

/** The data sets of the iterations besides MNIST, and their stand-ins. */
export const pictureSets: readonly PictureSet[] = [
  {
    name: "paintings",
    about: "paintings of several styles and portraits",
    folders: ["paintings", "portraits"],
    drawn: { count: 2000 },
  },
  {
    name: "impressionism",
    about: "impressionist paintings",
    folders: ["paintings/Impressionism"],
    drawn: { count: 2000, genres: ["seascape", "meadow", "autumn"] },
  },
  {
    name: "chuckClose",
    about: "photomosaic faces in place of Chuck Close's portraits",
    folders: ["portraits/robert-silvers"],
    drawn: { count: 30, genres: ["portrait"] },
  },
  { name: "dogs", about: "photographs of dogs", folders: ["dogs"], drawn: { count: 800 } },
  {
    name: "portraits",
    about: "painted portraits",
    folders: ["portraits"],
    drawn: { count: 400, genres: ["portrait"] },
  },
  {
    name: "reynolds",
    about: "portraits by Joshua Reynolds",
    folders: ["portraits/joshua-reynolds"],
    drawn: { count: 200, genres: ["portrait"] },
  },
  {
    name: "landscapes",
    about: "photographs of landscapes",
    folders: ["photos"],
    drawn: { count: 1000, genres: ["seascape", "meadow", "autumn"], soft: true },
  },
  { name: "albums", about: "album covers by genre", folders: ["albums"], drawn: { count: 1200 } },
];

/** Where a set of pictures lies. */
export interface FoundSet {
  readonly origin: Origin;
  /** The place in words that hold on every machine. */
  readonly where: string;
  readonly roots: readonly Root[];
}

/** A folder with more in it than the README that the project keeps there. */
export function holdsPictures(folder: string): boolean {
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((name) => !isSystemName(name) && name !== "README.md");
}

/** Looks in data/<name>, then in the set's folders below `$ATELIER_DATA`, then in `$ATELIER_DATA/<name>`. */
export function findSet({ name, folders }: PictureSet): FoundSet | undefined {
  const project = join(projectRoot(), "data", name);
  if (holdsPictures(project))
    return { origin: "project", where: `data/${name}`, roots: [{ folder: project, prefix: "" }] };
  const environment = environmentFolder();
  if (!environment) return undefined;
  for (const names of [folders, [name]]) {
    const there = names.filter((each) => holdsPictures(join(environment, each)));
    if (there.length === 0) continue;
    const where = there.map((each) => `$ATELIER_DATA/${each}`).join(" and ");
    const roots = there.map((each) => ({
      folder: join(environment, each),
      prefix: folders.length > 1 ? `${each}/` : "",
    }));
    return { origin: "environment", where, roots };
  }
  return undefined;
}
