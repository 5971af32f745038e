import util = require("node:util");

/** Gives back to Node >= 23 the two functions that TensorFlow's package still calls. */
export function installNodeShims(): void {
  const missing: Record<string, (value: unknown) => boolean> = {
    isArray: Array.isArray,
    isNullOrUndefined: (value) => value === null || value === undefined,
  };
  for (const [name, value] of Object.entries(missing)) {
    if (!(name in util)) Reflect.set(util, name, value);
  }
}
