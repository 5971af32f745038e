/**
 * Does work with an abort signal that Ctrl-C gives once; a second Ctrl-C ends the process as usual.
 * The listener stays until then: a file being written has one of its own, which ends the process if
 * it is alone.
 */
export async function withStop<T>(
  onStop: () => void,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      release();
      process.kill(process.pid, name);
      return;
    }
    onStop();
    controller.abort();
  };
  const release = () => {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  try {
    return await work(controller.signal);
  } finally {
    release();
  }
}
