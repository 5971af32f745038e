// Shapes of what the board's page reads; for the type check only.
import type { Data, Layout } from "plotly.js";
import type { BinnedLine, Board as BoardJson, BoardRun as BoardRunJson } from "../board.js";
import type { RunLook } from "../look.js";

declare global {
  type Board = BoardJson;
  type BoardRun = BoardRunJson;
  type Line = BinnedLine;
  type Look = RunLook;
  type By = "step" | "kimg" | "seconds";

  /** What the reader has chosen. */
  interface Choice {
    stage: number;
    /** The cell that is shown large, or null for whole grids. */
    cell: number | null;
    /** The cell under the pointer. */
    hover: number | null;
    hidden: Set<number>;
    quantities: Set<string>;
    by: By;
    log: boolean;
    /** 0..1 */
    smoothing: number;
  }

  type Redraw = () => void;
  type Child = Node | string;

  /** One board on the page. */
  interface Page {
    root: HTMLElement;
    board: Board;
    looks: readonly Look[];
    choice: Choice;
    redraws: { pictures: Redraw[]; curves: Redraw[] };
  }

  interface Chart extends HTMLElement {
    on(event: string, heard: (detail: Record<string, unknown>) => void): void;
  }

  const Plotly: {
    react(
      where: HTMLElement,
      data: Data[],
      layout: Partial<Layout>,
      config: object,
    ): Promise<Chart>;
    relayout(where: HTMLElement, change: object): Promise<Chart>;
    purge(where: HTMLElement): void;
  };
}
