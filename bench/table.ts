import { textTable } from "../src/show/table.js";
import { findProgram, type Precision } from "./programs.js";
import type { NetResult, Row } from "./results.js";

/** The fastest peer of a precision; plain tfjs is shown, but is nobody's measure. */
export function fastestPeer(rows: readonly Row[], precision: Precision): Row | undefined {
  return rows
    .filter((row) => row.precision === precision && findProgram(row.program).role === "peer")
    .sort((a, b) => a.medianMs - b.medianMs)[0];
}

/** How much faster than the fastest peer of the same precision: above 1 is faster. */
export function ratioOf(rows: readonly Row[], row: Row): number | undefined {
  const peer = fastestPeer(rows, row.precision);
  return peer && peer.medianMs / row.medianMs;
}

/** A number, or nothing where no round was played. */
const number = (value: number | undefined, digits: number) =>
  value !== undefined && Number.isFinite(value) ? value.toFixed(digits) : "";

/** The rows of a network as text. */
export function tableOf({ title, rows, refused }: NetResult): string {
  const shown = rows.map((row) => ({
    program: row.program,
    "median ms": number(row.medianMs, 1),
    "min ms": number(row.minMs, 1),
    "against fastest peer": number(ratioOf(rows, row), 2),
    "peak MiB": row.peakMiB,
    "above idle": row.peakMiB - row.idleMiB,
    "first step s": (row.firstStepMs / 1000).toFixed(1),
    "losses apart": row.lossDifference.toExponential(0),
  }));
  const batch = rows[0]?.batch ?? 0;
  const missing = refused.length > 0 ? `\nnot measured: ${refused.join(", ")}` : "";
  return `${title}, batch ${batch}\n${textTable(shown)}${missing}`;
}
