import { type Play, playRun } from "./playRun.js";
import { Run } from "./run.js";

/**
 * Plays a run whose folder is held, and gives the folder free.
 * @param begin what is written first; an error in it is the run's.
 */
export async function finishRun(
  play: Play,
  begin: () => Promise<void>,
  release: () => void,
): Promise<Run> {
  const { folder, journal } = play;
  try {
    await begin();
    const { stopped, done } = await playRun(play);
    await journal.ended(stopped ? "stopped" : "complete", done);
  } catch (error) {
    await journal.failed(error);
    throw error;
  } finally {
    release();
  }
  return new Run(folder);
}
