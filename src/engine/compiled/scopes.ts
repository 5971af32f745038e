import type { GraphNode } from "./graphNode.js";

/** A part of a step: the whole, or a branch of it. */
interface Scope {
  /** The node that runs only where the branch is taken; the whole has none. */
  readonly pivot?: string;
  readonly made: Set<string>;
  /** Nodes by what they compute. */
  readonly known: Map<string, string>;
}

const scope = (pivot?: string): Scope => ({
  ...(pivot ? { pivot } : {}),
  made: new Set(),
  known: new Map(),
});

/** The node of an input: `node`, `node:1` or `^node`. */
const nodeOf = (input: string) => input.replace(/^\^/, "").replace(/:\d+$/, "");

/** What a node computes, as a key. */
export const contentOf = (node: Partial<GraphNode>): string =>
  JSON.stringify(node, (key, value) => {
    if (key === "frame") return undefined;
    return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
  });

/** Which nodes were made where, while a step with branches is recorded. */
export class Scopes {
  private readonly open = [scope()];
  private readonly closed = new Set<string>();

  private get inner(): Scope {
    return this.open.at(-1) as Scope;
  }

  /** A node with this content that has run wherever the present scope runs. */
  find(content: string): string | undefined {
    return this.open.find(({ known }) => known.has(content))?.known.get(content);
  }

  remember(content: string, name: string): void {
    this.inner.known.set(content, name);
  }

  /** Puts a node into the present scope. @returns its inputs, which make it wait for the branch. */
  place(name: string, inputs: readonly string[]): readonly string[] {
    const { pivot, made } = this.inner;
    made.add(name);
    if (!pivot || inputs.some((input) => made.has(nodeOf(input)))) return inputs;
    return [...inputs, `^${pivot}`];
  }

  /** Opens a scope for `body`. */
  within<T>(pivot: string, body: () => T): T {
    this.open.push(scope(pivot));
    try {
      return body();
    } finally {
      for (const name of this.open.pop()?.made ?? []) this.closed.add(name);
    }
  }

  /** Whether a value was made in a branch that is over: it may not have been computed. */
  isOver(output: string): boolean {
    return this.closed.has(nodeOf(output));
  }
}
