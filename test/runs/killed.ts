import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "../../src/engine/random.js";
import { Run } from "../../src/runs/run.js";
import { assertSameRun } from "./sameRun.js";
import { ownWorld } from "./tinyRun.js";

const STEPS = 60;

/** A process at work on the tiny run in a folder. */
export interface Player {
  readonly child: ChildProcess;
  /** Resolves at the first step, or at the end. */
  readonly begun: Promise<unknown>;
  readonly ended: Promise<unknown>;
}

/** Starts a process that begins the tiny run, or goes on with it. */
export function startPlayer(out: string, steps = STEPS): Player {
  const child = spawn(process.execPath, [join(__dirname, "playTiny.js"), out, String(steps)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(child, "close");
  const begun = Promise.race([once(child.stdout, "data"), ended]);
  return { child, begun, ended };
}

/** Kills a player at a random moment: mostly in training, now and then while it starts. */
async function killSomewhere({ child, begun, ended }: Player, random: Random): Promise<boolean> {
  if (random.integer(6) === 0) await sleep(random.integer(2500));
  else {
    await begun;
    await sleep(random.integer(500));
  }
  const killed = child.exitCode === null && child.kill("SIGKILL");
  await ended;
  return killed;
}

/**
 * Plays the tiny run again and again, killed and resumed until there were `kills`; each run that
 * comes to its end must be the run that was left alone.
 * @returns kills, and runs compared.
 */
export async function killAndResume(kills: number, seed: number, log: (line: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), "atelier-killed-"));
  ownWorld(folder);
  const random = new Random(seed, "kills");
  try {
    const alone = join(folder, "alone");
    await startPlayer(alone).ended;
    let [done, runs] = [0, 0];
    while (done < kills || runs === 0) {
      const out = join(folder, `run${runs}`);
      while (done < kills && (await killSomewhere(startPlayer(out), random))) {
        done++;
        if (done % 10 === 0) log(`${done} kills, ${runs} runs compared`);
      }
      await startPlayer(out).ended;
      assertSameRun(new Run(alone), new Run(out));
      runs++;
    }
    return { kills: done, runs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (require.main === module) {
  const [, , kills = "200", seed = "1"] = process.argv;
  killAndResume(Number(kills), Number(seed), console.log).then((result) =>
    console.log(`${result.kills} kills, ${result.runs} runs, each equal to the one left alone`),
  );
}
