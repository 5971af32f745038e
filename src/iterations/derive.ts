import { unknownName } from "../errors.js";
import { type Iteration, type Section, sections } from "./iteration.js";

/** Fields to change, by section. */
export type Changes = { readonly [S in Section]?: Partial<Iteration[S]> };

/** Who the child is. */
export type Identity = Pick<Iteration, "preset"> & Partial<Pick<Iteration, "name" | "title">>;

function checkFields(parent: Iteration, changes: Changes): void {
  for (const [section, fields] of Object.entries(changes)) {
    const known = sections.find((name) => name === section);
    if (!known) throw unknownName("section", sections, section);
    for (const field of Object.keys(fields)) {
      if (!(field in parent[known])) {
        throw unknownName(`field of ${section}`, Object.keys(parent[known]), field);
      }
    }
  }
}

/**
 * An iteration that says only what it changed: `changes` laid over `parent`, section by section.
 * @throws ConfigError for a section or field that does not exist, with those that do.
 */
export function derive(parent: Iteration, identity: Identity, changes: Changes): Iteration {
  checkFields(parent, changes);
  const merged = sections.map((section) => [section, { ...parent[section], ...changes[section] }]);
  const { name, preset } = parent;
  return { ...parent, parent: { name, preset }, ...identity, ...Object.fromEntries(merged) };
}
