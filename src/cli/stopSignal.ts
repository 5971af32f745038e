/**
 * An abort signal that Ctrl-C gives once; a second Ctrl-C ends the process as usual. The listener
 * stays until then: a file being written has one of its own, which ends the process if it is alone.
 */
export function stopSignal(onStop: () => void): { readonly signal: AbortSignal; release(): void } {
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
  return { signal: controller.signal, release };
}
