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

function line({
  step,
  steps,
  kimg,
  imagesPerSecond,
  etaSeconds,
  memoryMiB,
  figures,
}: Progress): string {
  const loss = (name: string) => figures[name]?.toFixed(3) ?? "-";
  return (
    `step ${step} of ${steps}, ${kimg.toFixed(1)} kimg, ${imagesPerSecond.toFixed(0)} images/s, ` +
    `${clock(etaSeconds)} left, ${memoryMiB.toFixed(0)} MiB, ` +
    `loss G ${loss("generatorLoss")} D ${loss("discriminatorLoss")}`
  );
}

/** Follows a run: a bar in a terminal, plain lines now and then when piped. */
export function progressBar(steps: number): { update(progress: Progress): void; stop(): void } {
  if (!process.stdout.isTTY) {
    let due = 0;
    return {
      update(progress) {
        if (progress.elapsedSeconds < due && progress.step < progress.steps) return;
        due = progress.elapsedSeconds + LINE_SECONDS;
        console.log(line(progress));
      },
      stop() {},
    };
  }
  const bar = new SingleBar({ format: "{bar} {percentage}% {line}", hideCursor: true, fps: 4 });
  bar.start(steps, 0, { line: "warming up" });
  return {
    update: (progress) => bar.update(progress.step, { line: line(progress) }),
    stop: () => bar.stop(),
  };
}
