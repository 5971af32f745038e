import type { Run } from "../run.js";

const noises = { U01: "uniform 0 to 1", U11: "uniform -1 to 1", N01: "normal" } as const;

/** Runs with the same key draw cell i of every grid from the same latent (`Pictures`: "fixed latents"). */
function latentsKey(run: Run): string {
  const { iteration, seed } = run.options;
  const { sampling, generator } = iteration;
  return `seed ${seed}, ${generator.latentDim} numbers, ${noises[sampling.noise]}`;
}

const numbers = (runs: readonly number[]) =>
  `${runs.length === 1 ? "run" : "runs"} ${runs.map((one) => one + 1).join(", ")}`;

/** Says whose cells show the same latents, and whose do not. */
export function latentsNote(runs: readonly Run[]): string {
  const groups = new Map<string, number[]>();
  runs.forEach((run, index) => {
    const key = latentsKey(run);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  if (groups.size === 1) return "Every cell shows the same latent in all runs.";
  const said = ([key, some]: readonly [string, readonly number[]]) => `${numbers(some)} (${key})`;
  const shared = [...groups].filter(([, some]) => some.length > 1).map(said);
  const alone = [...groups].filter(([, some]) => some.length === 1).map(said);
  return [
    ...shared.map((one) => `Same latents cell by cell: ${one}.`),
    ...(alone.length > 0 ? [`Latents of their own: ${alone.join("; ")}.`] : []),
  ].join(" ");
}
