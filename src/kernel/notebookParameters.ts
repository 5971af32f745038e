import type * as ts from "@tslab/typescript-for-tslab";
import { ConfigError, expected, unknownName } from "../errors.js";
import { cellText, hasTag, type Notebook, type NotebookCell } from "./notebookFile.js";
import { tslabTypeScript } from "./typescript.js";

/** Values that a run may set in place of those in the cell tagged `parameters`. */
export type ParameterValues = Readonly<Record<string, number | string | boolean>>;

/** One variable of the `parameters` cell, e.g. `let steps: number = 300`. */
interface Declared {
  readonly keyword: "const" | "let";
  /** As written; empty without one. */
  readonly annotation: string;
  /** What the value must be; undefined where that cannot be told from the cell. */
  readonly allowed:
    | readonly (number | string | boolean)[]
    | "number"
    | "string"
    | "boolean"
    | undefined;
}

const tag = "injected-parameters";

function literalOf(node: ts.Node): number | string | boolean | undefined {
  const {
    SyntaxKind,
    isLiteralTypeNode,
    isNumericLiteral,
    isPrefixUnaryExpression,
    isStringLiteralLike,
  } = tslabTypeScript();
  if (isLiteralTypeNode(node)) return literalOf(node.literal);
  if (isNumericLiteral(node)) return Number(node.text);
  if (isStringLiteralLike(node)) return node.text;
  if (isPrefixUnaryExpression(node) && node.operator === SyntaxKind.MinusToken) {
    return -Number(literalOf(node.operand));
  }
  if (node.kind === SyntaxKind.TrueKeyword) return true;
  return node.kind === SyntaxKind.FalseKeyword ? false : undefined;
}

function allowedBy(type: ts.TypeNode): Declared["allowed"] {
  const { SyntaxKind, isUnionTypeNode } = tslabTypeScript();
  if (type.kind === SyntaxKind.NumberKeyword) return "number";
  if (type.kind === SyntaxKind.StringKeyword) return "string";
  if (type.kind === SyntaxKind.BooleanKeyword) return "boolean";
  const literals = (isUnionTypeNode(type) ? [...type.types] : [type]).map(literalOf);
  const known = literals.flatMap((value) => (value === undefined ? [] : [value]));
  return known.length === literals.length ? known : undefined;
}

function kindOf(value: number | string | boolean): "number" | "string" | "boolean" {
  return typeof value as "number" | "string" | "boolean";
}

function declaredIn(cell: NotebookCell): Map<string, Declared> {
  const { NodeFlags, ScriptTarget, createSourceFile, isIdentifier, isVariableStatement } =
    tslabTypeScript();
  const file = createSourceFile("parameters.ts", cellText(cell), ScriptTarget.ES2022, true);
  const declared = new Map<string, Declared>();
  for (const { declarationList } of file.statements.filter(isVariableStatement)) {
    const keyword = declarationList.flags & NodeFlags.Const ? "const" : "let";
    for (const { name, type, initializer } of declarationList.declarations) {
      if (!isIdentifier(name)) continue;
      const value = initializer && literalOf(initializer);
      const allowed = type ? allowedBy(type) : value === undefined ? undefined : kindOf(value);
      declared.set(name.text, { keyword, annotation: type?.getText(file) ?? "", allowed });
    }
  }
  return declared;
}

/**
 * A word of a command line as the declaration wants it: `"5"` is 5 for a number and stays "5" for a
 * string; where the declaration does not say, it is what it would be in TypeScript.
 */
function asDeclared(value: number | string | boolean, { allowed }: Declared) {
  if (typeof value !== "string" || allowed === "string") return value;
  if (Array.isArray(allowed)) return allowed.find((each) => String(each) === value) ?? value;
  const isNumber = value.trim() !== "" && Number.isFinite(Number(value));
  if (allowed !== "boolean" && isNumber) return Number(value);
  return allowed !== "number" && /^(true|false)$/.test(value) ? value === "true" : value;
}

function check(name: string, value: number | string | boolean, { allowed }: Declared): void {
  if (allowed === undefined) return;
  const fits = typeof allowed === "string" ? allowed === typeof value : allowed.includes(value);
  if (fits) return;
  const what = typeof allowed === "string" ? `a ${allowed}` : `one of ${allowed.join(", ")}`;
  throw new ConfigError(expected(`parameter ${name}`, what, value));
}

function assignment(name: string, value: number | string | boolean, declared: Declared): string {
  // A wider type than the value's own, so that comparing with another number stays possible.
  const wide = typeof value === "string" ? "" : kindOf(value);
  const annotation = declared.annotation || wide;
  return `${declared.keyword} ${name}${annotation && `: ${annotation}`} = ${JSON.stringify(value)};`;
}

/**
 * A copy of a notebook with a cell tagged `injected-parameters` after the one tagged `parameters`,
 * as papermill makes it; an earlier one is replaced. Without values the notebook is returned as it is.
 * @throws ConfigError for a name that the `parameters` cell does not declare, or a value of another type.
 */
export function injectParameters(notebook: Notebook, values: ParameterValues): Notebook {
  if (Object.keys(values).length === 0) return notebook;
  const cells = notebook.cells.filter((cell) => !hasTag(cell, tag));
  const at = cells.findIndex((cell) => hasTag(cell, "parameters"));
  const home = cells[at];
  if (!home) throw new ConfigError('parameters: expected a cell tagged "parameters", got none');
  const declared = declaredIn(home);
  const lines = Object.entries(values).map(([name, given]) => {
    const declaration = declared.get(name);
    if (!declaration) throw unknownName("parameter", [...declared.keys()], name);
    const value = asDeclared(given, declaration);
    check(name, value, declaration);
    return assignment(name, value, declaration);
  });
  const injected: NotebookCell = {
    cell_type: "code",
    ...(home.id === undefined ? {} : { id: tag }),
    metadata: { tags: [tag] },
    source: ["// Parameters", ...lines].join("\n"),
    outputs: [],
    execution_count: null,
  };
  return { ...notebook, cells: [...cells.slice(0, at + 1), injected, ...cells.slice(at + 1)] };
}
