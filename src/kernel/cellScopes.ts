import { AsyncLocalStorage } from "node:async_hooks";

import timers = require("node:timers");
import promises = require("node:timers/promises");

import { promisify } from "node:util";

/** A cell, as everything that it started can find it. */
interface Scope {
  frozen: boolean;
}
type Timer = (callback: (...all: unknown[]) => void, ...rest: unknown[]) => unknown;
type PromisedTimer = (...all: unknown[]) => Promise<unknown>;

/**
 * Knows for every piece of code by which cell it was started. What a stopped cell left in the
 * background is frozen: its timers never fire, so that its loops do not go on, and what it prints or
 * shows is dropped. (Promises of the network and of files cannot be held; they end unseen.)
 */
export class CellScopes {
  private readonly storage = new AsyncLocalStorage<Scope>();
  private running: Scope = { frozen: false };

  /** Wraps Node's timers; before any module of the project is loaded. */
  install(): void {
    for (const name of ["setTimeout", "setInterval", "setImmediate"] as const) {
      const timer = this.wrapTimer(timers[name] as Timer);
      Reflect.set(timers, name, timer);
      Reflect.set(globalThis, name, timer);
    }
    for (const name of ["setTimeout", "setImmediate"] as const) {
      const promised = this.wrapPromised(promises[name] as PromisedTimer);
      Reflect.set(promises, name, promised);
      Object.defineProperty(timers[name], promisify.custom, { value: promised });
    }
  }

  /** Runs a cell's code. */
  run<T>(code: () => T): T {
    this.running = { frozen: false };
    return this.storage.run(this.running, code);
  }

  /** Freezes what the running cell has started. */
  freeze(): void {
    this.running.frozen = true;
  }

  /** Whether the code that asks was started by a cell that is frozen. */
  isFrozen(): boolean {
    return this.storage.getStore()?.frozen ?? false;
  }

  private wrapTimer(original: Timer): Timer {
    const { storage } = this;
    const wrapped: Timer = (callback, ...rest) => {
      const scope = storage.getStore();
      if (!scope || typeof callback !== "function") return original(callback, ...rest);
      const unlessFrozen = function (this: unknown, ...all: unknown[]): void {
        if (!scope.frozen) callback.apply(this, all);
      };
      return original(unlessFrozen, ...rest);
    };
    return wrapped;
  }

  private wrapPromised(original: PromisedTimer): PromisedTimer {
    const { storage } = this;
    return (...all) => {
      const scope = storage.getStore();
      const fired = original(...all);
      if (!scope) return fired;
      return new Promise((resolve, reject) => {
        fired.then(
          (value) => scope.frozen || resolve(value),
          (error) => scope.frozen || reject(error),
        );
      });
    };
  }
}
