import type { Config, DOMPurify } from "dompurify";
import { plainWindow } from "./plainWindow.js";

/** Attributes that make a browser load something; `href` does so on all elements but links. */
const loading = new Set(["src", "srcset", "poster", "background", "xlink:href"]);

const imagePixels = /^(data:image\/(png|jpeg|gif|webp);|#)/i;

/** In `<img>` an SVG is a picture too: scripts in it do not run, and it loads nothing. */
const imageData = /^data:image\/(png|jpeg|gif|webp|svg\+xml);/i;

let purifier: DOMPurify | undefined;

function purify(): DOMPurify {
  if (purifier) return purifier;
  const create: (window: unknown) => DOMPurify = require("dompurify");
  purifier = create(plainWindow());
  purifier.addHook("uponSanitizeAttribute", (element, attribute) => {
    const { attrName: name, attrValue: value } = attribute;
    const loads = name === "href" ? element.nodeName.toLowerCase() !== "a" : loading.has(name);
    const inside = element.nodeName.toLowerCase() === "img" ? imageData : imagePixels;
    if (loads && !inside.test(value)) attribute.keepAttr = false;
    if (name === "style" && /url\s*\(\s*['"]?(?!#)/i.test(value)) attribute.keepAttr = false;
  });
  return purifier;
}

const html: Config = {
  USE_PROFILES: { html: true, svg: true, mathMl: true },
  FORBID_TAGS: ["style", "form", "input", "button", "textarea", "select", "video", "audio"],
  FORBID_ATTR: ["id", "class", "name"],
};

const svg: Config = { USE_PROFILES: { svg: true, svgFilters: true }, FORBID_TAGS: ["style"] };

/** HTML from a notebook's output without anything that runs, loads or restyles the page. */
export function sanitiseHtml(text: string): string {
  return purify().sanitize(text, html);
}

/** SVG without anything that runs or loads. */
export function sanitiseSvg(text: string): string {
  return purify().sanitize(text, svg);
}
