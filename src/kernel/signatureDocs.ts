import type * as ts from "@tslab/typescript-for-tslab";
import { tslabTypeScript } from "./typescript.js";

/** The documentation of one thing, in the parts that an editor shows. */
export interface Docs {
  readonly documentation: ts.SymbolDisplayPart[];
  readonly tags: ts.JSDocTagInfo[];
}

/** The innermost node around a position. */
function nodeAt(file: ts.SourceFile, position: number): ts.Node {
  const { forEachChild } = tslabTypeScript();
  let found: ts.Node = file;
  const visit = (node: ts.Node): boolean => {
    if (node.getStart(file) > position || position > node.getEnd()) return false;
    found = node;
    forEachChild(node, visit);
    return true; // no further: the end of the file begins where a last name ends
  };
  forEachChild(file, visit);
  return found;
}

/**
 * The documentation of the function behind a name that has none of its own, such as a member of a
 * facade, `export const lab = { run }`; undefined where there is none.
 */
export function signatureDocs(
  program: ts.Program,
  file: ts.SourceFile,
  position: number,
): Docs | undefined {
  const checker = program.getTypeChecker();
  const [signature] = checker.getTypeAtLocation(nodeAt(file, position)).getCallSignatures();
  if (!signature) return undefined;
  return {
    documentation: signature.getDocumentationComment(checker),
    tags: signature.getJsDocTags(),
  };
}
