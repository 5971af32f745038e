/** The kernel's Stop button, where a cell runs in the project's kernel. */
export function stopButton(): AbortSignal | undefined {
  const hook: unknown = Reflect.get(globalThis, Symbol.for("gan-atelier.interrupt"));
  return (hook as { readonly signal?: AbortSignal } | undefined)?.signal;
}
