import type { DOMWindow } from "jsdom";
import { textBounds } from "./textBounds.js";

function openWindow(): DOMWindow {
  const { JSDOM, VirtualConsole }: typeof import("jsdom") = require("jsdom");
  const { window } = new JSDOM("<!doctype html><body></body>", {
    runScripts: "outside-only",
    pretendToBeVisual: true,
    virtualConsole: new VirtualConsole(),
  });
  const prototype = window.SVGElement.prototype;
  Object.assign(prototype, {
    getBoundingClientRect(this: Element) {
      return textBounds(this, true);
    },
    getBBox(this: Element) {
      return textBounds(this, false);
    },
    getComputedTextLength(this: Element) {
      return textBounds(this, false).width;
    },
  });
  Object.assign(window, { TextDecoder, TextEncoder });
  Object.assign(window.URL, { createObjectURL: () => "" });
  return window;
}

let cached: DOMWindow | undefined;

/** A browser's window without a browser (jsdom), made once a process, in which text has real sizes. */
export function plainWindow(): DOMWindow {
  cached ??= openWindow();
  return cached;
}
