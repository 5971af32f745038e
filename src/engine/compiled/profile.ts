import { fieldsOf } from "./protobuf.js";

/** What the operations of one kind took, all together, on all threads. */
export interface OperationTime {
  readonly kind: string;
  readonly count: number;
  readonly milliseconds: number;
}

let collected: Map<string, OperationTime> | undefined;

/** Whether graphs that run now are to be traced. */
export const isProfiled = (): boolean => collected !== undefined;

/** Adds the operations of TensorFlow's account of a run (a RunMetadata, tensorflow/core/protobuf/config.proto). */
export function addTrace(metadata: Uint8Array): void {
  const messages = (bytes: Uint8Array, field: number) =>
    fieldsOf(bytes).flatMap(([number, value]) =>
      number === field && typeof value !== "number" ? [value] : [],
    );
  const operations = messages(metadata, 1) // step_stats
    .flatMap((stats) => messages(stats, 1)) // dev_stats
    .flatMap((device) => messages(device, 2)); // node_stats
  for (const operation of operations) {
    const fields = new Map(fieldsOf(operation));
    const [began, ended] = [Number(fields.get(3) ?? 0), Number(fields.get(4) ?? 0)]; // op_*_rel_micros
    const label = Buffer.from((fields.get(8) as Uint8Array | undefined) ?? []).toString();
    const kind = /= (\w+)\(/.exec(label)?.[1] ?? "other";
    const { count = 0, milliseconds = 0 } = collected?.get(kind) ?? {};
    const took = Math.max(0, ended - began) / 1000;
    collected?.set(kind, { kind, count: count + 1, milliseconds: milliseconds + took });
  }
}

/**
 * Runs `work` with every compiled step traced, which makes it slower.
 * @returns the kinds of operations by the time that they took, the longest first.
 */
export function profile(work: () => void): readonly OperationTime[] {
  collected = new Map();
  try {
    work();
    return [...collected.values()].sort((a, b) => b.milliseconds - a.milliseconds);
  } finally {
    collected = undefined;
  }
}
