import { writeFileSync } from "node:fs";

/** A notebook of these code cells, for the lab's kernel; tags by the cell's number. */
export function writeCells(
  path: string,
  sources: readonly string[],
  tags: Readonly<Record<number, string>> = {},
): void {
  const cells = sources.map((source, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    metadata: tags[i] === undefined ? {} : { tags: [tags[i]] },
    source,
    outputs: [],
    execution_count: null,
  }));
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  const metadata = { kernelspec, language_info: { name: "typescript" } };
  writeFileSync(path, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
}

/** Its third cell throws in its second line; the fourth must not run. */
export const failing = [
  'console.log("first kept");',
  'console.log("second kept");',
  'const three = 3;\nthrow new RangeError("the third of " + three);',
  'console.log("fourth ran");',
] as const;
