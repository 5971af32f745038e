import type * as ts from "@tslab/typescript-for-tslab";
import { tslabTypeScript } from "./typescript.js";

/** Whether a cell waits by `for await` outside of its functions; tslab looks only for `await`. */
export function hasTopLevelForAwait(code: string): boolean {
  if (!/\bfor\s+await\b/.test(code)) return false;
  const {
    createSourceFile,
    forEachChild,
    isForOfStatement,
    isFunctionLike,
    ScriptKind,
    ScriptTarget,
  } = tslabTypeScript();
  const visit = (node: ts.Node): boolean => {
    if (isFunctionLike(node)) return false;
    if (isForOfStatement(node) && node.awaitModifier) return true;
    return forEachChild(node, visit) ?? false;
  };
  return visit(createSourceFile("cell.tsx", code, ScriptTarget.Latest, false, ScriptKind.TSX));
}
