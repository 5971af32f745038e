import { rmSync } from "node:fs";
import { checkpointSteps } from "../../src/runs/checkpoint.js";
import { resumeRun } from "../../src/runs/resumeRun.js";
import { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { tiny } from "./tinyRun.js";

/** A process that may be killed: begins the tiny run in a folder, or goes on with it. */
async function play(out: string, steps: number): Promise<void> {
  let said = false;
  const onProgress = () => {
    if (!said) console.log("begun");
    said = true;
  };
  if (checkpointSteps(out).length > 0) {
    await resumeRun(new Run(out), { onProgress });
    return;
  }
  rmSync(out, { recursive: true, force: true }); // killed before its first checkpoint
  await startRun(tiny, { out, steps, checkpointEvery: 3, onProgress });
}

play(process.argv[2] ?? "", Number(process.argv[3]));
