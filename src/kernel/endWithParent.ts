/** Ends the process once the one that started it is gone; looks once a second. */
export function endWithParent(): void {
  const parent = process.ppid;
  const look = () => {
    if (process.ppid !== parent) process.exit(1);
  };
  setInterval(look, 1000).unref();
}
