import { matchesGlob } from "./matchesGlob.js";

/** What a cell was and, where it had one, its result. */
interface Entry {
  readonly line: number;
  readonly input: string;
  output?: string;
}

/** A `history_request`: the last `n`, lines `start` to `stop`, or those that match a glob pattern. */
export interface HistoryRequest {
  readonly hist_access_type?: string;
  readonly output?: boolean;
  readonly raw?: boolean;
  /** 0 is this session, as is `session`; what was before it is not kept. */
  readonly session?: number;
  readonly start?: number;
  readonly stop?: number;
  readonly n?: number;
  readonly pattern?: string;
  readonly unique?: boolean;
}

/** `[session, line, input]`, or `[session, line, [input, output]]` where outputs were asked for. */
export type HistoryLine = readonly [number, number, string | readonly [string, string | null]];

const session = 1;

/** The cells that ran in this kernel. */
export class History {
  private readonly entries: Entry[] = [];

  add(line: number, input: string): void {
    this.entries.push({ line, input });
  }

  /** Notes the result of the line that was added last. */
  result(output: string): void {
    const last = this.entries.at(-1);
    if (last) last.output = output;
  }

  /** @throws RangeError for a kind of request that the protocol does not have. */
  find(request: HistoryRequest): HistoryLine[] {
    return this.choose(request).map(({ line, input, output }) => [
      session,
      line,
      request.output ? [input, output ?? null] : input,
    ]);
  }

  private choose(request: HistoryRequest): readonly Entry[] {
    const { hist_access_type: kind, n = Number.POSITIVE_INFINITY, start = 0, stop } = request;
    if (kind === "tail") return lastOf(this.entries, n);
    if (kind === "search") return lastOf(this.search(request), n);
    if (kind !== "range") {
      throw new RangeError(`hist_access_type: expected tail, range or search, got ${kind}`);
    }
    if (request.session && request.session !== session) return [];
    const end = stop ?? Number.POSITIVE_INFINITY;
    return this.entries.filter(({ line }) => line >= start && line < end);
  }

  private search({ pattern = "*", unique = false }: HistoryRequest): readonly Entry[] {
    const found = this.entries.filter(({ input }) => matchesGlob(input, pattern));
    if (!unique) return found;
    const last = new Map(found.map((entry) => [entry.input, entry]));
    return found.filter((entry) => last.get(entry.input) === entry);
  }
}

function lastOf(entries: readonly Entry[], n: number): readonly Entry[] {
  return n > 0 ? entries.slice(-n) : [];
}
