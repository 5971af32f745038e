import timers = require("node:timers");
import promises = require("node:timers/promises");

import { promisify } from "node:util";

/** A cell, as the timers that it started know it. */
interface Scope {
  frozen: boolean;
}
type Timer = (callback: (...all: unknown[]) => void, ...rest: unknown[]) => unknown;
type PromisedTimer = (...all: unknown[]) => Promise<unknown>;

/**
 * Knows for every timer by which cell it was started, also through other timers. Those of a stopped
 * cell are frozen: they never fire, so that its loops do not go on in the background. (Promises of the
 * network and of files cannot be held.) Nothing of Node's async hooks is used: their stack does not
 * survive that a busy loop is terminated.
 */
export class CellScopes {
  /** The cell whose code runs in this turn of the event loop, as far as timers tell. */
  private active: Scope | undefined;
  private running: Scope = { frozen: false };

  /** Wraps Node's timers; before any module of the project is loaded. */
  install(): void {
    for (const name of ["setTimeout", "setInterval", "setImmediate"] as const) {
      const timer = this.wrapTimer(timers[name] as Timer);
      if (name !== "setInterval") {
        const promised = this.wrapPromised(promises[name] as PromisedTimer);
        Reflect.set(promises, name, promised);
        Object.defineProperty(timer, promisify.custom, { value: promised });
      }
      Reflect.set(timers, name, timer);
      Reflect.set(globalThis, name, timer);
    }
  }

  /** Runs a cell's code. */
  run<T>(code: () => T): T {
    this.running = { frozen: false };
    this.active = this.running;
    return code();
  }

  /** What runs from here on in this turn of the event loop is the kernel's own. */
  leave(): void {
    this.active = undefined;
  }

  /** Freezes what the running cell has started. */
  freeze(): void {
    this.running.frozen = true;
  }

  private wrapTimer(original: Timer): Timer {
    return (callback, ...rest) => {
      const scope = this.active;
      if (!scope || typeof callback !== "function") return original(callback, ...rest);
      const enter = () => this.enter(scope);
      const unlessFrozen = function (this: unknown, ...all: unknown[]): void {
        if (enter()) callback.apply(this, all);
      };
      return original(unlessFrozen, ...rest);
    };
  }

  private wrapPromised(original: PromisedTimer): PromisedTimer {
    return (...all) => {
      const scope = this.active;
      const fired = original(...all);
      if (!scope) return fired;
      return new Promise((resolve, reject) => {
        fired.then(
          (value) => this.enter(scope) && resolve(value),
          (error) => this.enter(scope) && reject(error),
        );
      });
    };
  }

  private enter(scope: Scope): boolean {
    if (!scope.frozen) this.active = scope;
    return !scope.frozen;
  }
}
