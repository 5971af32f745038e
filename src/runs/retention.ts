/** The newest checkpoints that always stay: if one is damaged, there is another. */
export const NEWEST = 2;

/**
 * Which checkpoints stay: the first, the last two, and between them at most `milestones`, at the
 * multiples of `every`, twice `every`, four times ... whichever is the finest that fits. The same
 * steps stay whether or not a run was interrupted.
 * @param steps ascending.
 */
export function keptSteps(
  steps: readonly number[],
  { every, milestones }: { readonly every: number; readonly milestones: number },
): readonly number[] {
  const always = new Set([...steps.filter((step) => step === 0), ...steps.slice(-NEWEST)]);
  const others = steps.filter((step) => !always.has(step));
  const at = (interval: number) => others.filter((step) => step % interval === 0);
  let interval = every;
  while (at(interval).length > milestones) interval *= 2;
  const marked = new Set(at(interval));
  return steps.filter((step) => always.has(step) || marked.has(step));
}
