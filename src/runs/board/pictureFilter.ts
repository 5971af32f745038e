import type { Run } from "../run.js";

/** What may be seen of a run's pictures; publishing gives another picture of the same size. */
export interface PictureFilter {
  /** @param png a grid of the run, plain colours. */
  generated(run: Run, png: Uint8Array): Promise<Uint8Array>;
  /** @param png some of the run's training pictures. */
  reals(run: Run, png: Uint8Array): Promise<Uint8Array>;
  /** What was kept back so far, a sentence each; absent where nothing ever is. */
  sentences?(): readonly string[];
}

/** Everything, for one's own eyes. */
export const showAll: PictureFilter = {
  generated: async (_, png) => png,
  reals: async (_, png) => png,
};
