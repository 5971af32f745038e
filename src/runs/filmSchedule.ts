/** Frames of a film, unless there are fewer steps. */
const FRAMES = 500;

/**
 * Steps of a run at which a frame is kept: at most 500 from 0 to `steps`, spaced evenly in
 * log(step + 1); where that would name a step twice the next step takes its place. A run that is
 * made longer afterwards goes on at the spacing it had.
 */
export class FilmSchedule {
  private readonly planned: ReadonlySet<number>;
  private readonly last: number;
  private readonly ratio: number;

  constructor(steps: number, frames = FRAMES) {
    const planned = [0];
    for (let left = frames - 1; left > 0 && (planned.at(-1) ?? 0) < steps; left--) {
      const at = (planned.at(-1) ?? 0) + 1;
      const next = Math.round(at * ((steps + 1) / at) ** (1 / left)) - 1;
      planned.push(Math.min(steps, Math.max(at, next)));
    }
    this.planned = new Set(planned);
    this.last = planned.at(-1) ?? 0;
    this.ratio = (this.last + 1) / ((planned.at(-2) ?? 0) + 1);
  }

  /** Whether a frame is due once `done` steps are played. */
  isDue(done: number): boolean {
    if (done <= this.last) return this.planned.has(done);
    const place = (step: number) =>
      Math.floor(Math.log((step + 1) / (this.last + 1)) / Math.log(this.ratio) + 1e-9);
    return place(done) > place(done - 1);
  }

  /** The steps up to `steps` that are due, ascending. */
  upTo(steps: number): readonly number[] {
    return Array.from({ length: steps + 1 }, (_, step) => step).filter((step) => this.isDue(step));
  }
}
