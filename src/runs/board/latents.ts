import type { Run } from "../run.js";

/** Runs with the same key draw cell i of every grid from the same latent (`Pictures`: "fixed latents"). */
function latentsKey(run: Run): string {
  const { iteration, seed } = run.options;
  return `seed ${seed}, ${iteration.sampling.noise}, ${iteration.generator.latentDim} numbers`;
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
  const [shared, alone] = [2, 1].map((least) =>
    [...groups].filter(([, some]) => (least === 2 ? some.length > 1 : some.length === 1)),
  ) as [[string, number[]][], [string, number[]][]];
  const sentences = [
    ...shared.map(([key, some]) => `Same latents cell by cell in ${numbers(some)} (${key}).`),
    ...(alone.length > 0
      ? [
          `Latents of their own: ${alone.map(([key, some]) => `${numbers(some)} (${key})`).join("; ")}.`,
        ]
      : []),
  ];
  return sentences.join(" ");
}
