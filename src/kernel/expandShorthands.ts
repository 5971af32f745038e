import { type TypeScript, tslabTypeScript } from "./typescript.js";

/** Places in `code` where a shorthand property's name begins, in order. */
function shorthandsIn(ts: TypeScript, code: string): readonly { at: number; name: string }[] {
  const { ScriptKind, ScriptTarget } = ts;
  const file = ts.createSourceFile("cell.tsx", code, ScriptTarget.Latest, true, ScriptKind.TSX);
  const found: { at: number; name: string }[] = [];
  const visit = (node: Parameters<TypeScript["isShorthandPropertyAssignment"]>[0]): void => {
    if (ts.isShorthandPropertyAssignment(node)) {
      found.push({ at: node.name.getStart(file), name: node.name.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * A cell with `{ seed }` written as `{ seed: seed }`: tslab takes the shorthand for the property's
 * own name and does not find the variable of an earlier cell behind it ("seed is not defined").
 * Lines stay where they are.
 */
export function expandShorthands(code: string): string {
  if (!code.includes("{")) return code;
  return shorthandsIn(tslabTypeScript(), code).reduceRight(
    (text, { at, name }) => `${text.slice(0, at)}${name}: ${text.slice(at)}`,
    code,
  );
}
