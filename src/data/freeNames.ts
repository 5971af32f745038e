import { extname } from "node:path";

/** What two names have in common that a disk may not tell apart: case, and Unicode's form. */
const known = (name: string) => name.normalize("NFC").toLowerCase();

/**
 * File names that do not meet, for files that are written into one folder: each is as wanted, or, where
 * an earlier one has that name, has a number that no other one wants: `door.png`, `door-2.png`.
 */
export function freeNames(wanted: readonly string[]): readonly string[] {
  const reserved = new Set(wanted.map(known));
  const given = new Set<string>();
  return wanted.map((name) => {
    let free = name;
    if (given.has(known(name))) {
      const ending = extname(name);
      const stem = name.slice(0, name.length - ending.length);
      for (let copy = 2; reserved.has(known(free)); copy++) free = `${stem}-${copy}${ending}`;
    }
    given.add(known(free));
    reserved.add(known(free));
    return free;
  });
}
