import { SingleBar } from "cli-progress";
import type { Progress } from "../training/progress.js";

/** Seconds between two lines when the output is not a terminal. */
const LINE_SECONDS = 15;

/** `1:02:03` */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts
    .map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0")))
    .join(":");
}

/** A count of kimg that moves from line to line, with small batches too. */
const thousands = (kimg: number) => kimg.toFixed(kimg < 10 ? 2 : 1);

/** What matters most comes first: a narrow terminal cuts the rest off. */
function line(progress: Progress): string {
  const { step, steps, kimg, imagesPerSecond, etaSeconds, memoryMiB, figures } = progress;
  const loss = (name: string) => figures[name]?.toFixed(3) ?? "-";
  return [
    `step ${step} of ${steps}`,
    `${clock(etaSeconds)} left`,
    `${imagesPerSecond.toFixed(imagesPerSecond < 10 ? 1 : 0)} images/s`,
    `${thousands(kimg)} kimg`,
    `loss G ${loss("generatorLoss")} D ${loss("discriminatorLoss")}`,
    `${memoryMiB.toFixed(0)} MiB`,
  ].join(", ");
}

/** Follows work of a known length. */
export interface CountBar {
  /** @param line what to say beside the bar; @param seconds since the work began. */
  update(done: number, line: string, seconds: number): void;
  /** Leaves the bar as it stands; what is printed next begins on a line of its own. */
  stop(): void;
}

/** Follows a run. */
export interface ProgressBar {
  update(progress: Progress): void;
  stop(): void;
}

/** Lines now and then, and one for the last step. */
function plainLines(total: number): CountBar {
  let [due, printed] = [0, 0];
  return {
    update(done, line, seconds) {
      if (done === printed || (seconds < due && done < total)) return;
      printed = done;
      due = seconds + LINE_SECONDS;
      console.log(line);
    },
    stop() {},
  };
}

function terminalBar(total: number): CountBar {
  const bar = new SingleBar({
    format: "{bar} {percentage}% {line}",
    barsize: 16,
    hideCursor: true,
    fps: 4,
    stream: process.stdout,
  });
  bar.start(total, 0, { line: "warming up" });
  let stopped = false;
  return {
    update(done, line) {
      if (!stopped) bar.update(done, { line });
    },
    stop() {
      stopped = true;
      bar.stop();
    },
  };
}

/** A bar in a terminal, plain lines when piped. */
export function countBar(total: number): CountBar {
  return process.stdout.isTTY ? terminalBar(total) : plainLines(total);
}

/** The bar of a run. */
export function progressBar(steps: number): ProgressBar {
  const bar = countBar(steps);
  return {
    update: (progress) => bar.update(progress.step, line(progress), progress.elapsedSeconds),
    stop: () => bar.stop(),
  };
}
