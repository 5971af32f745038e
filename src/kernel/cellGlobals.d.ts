/** Clears the output of the running cell; with `wait` only when the next output comes. */
declare function clearOutput(wait?: boolean): void;
