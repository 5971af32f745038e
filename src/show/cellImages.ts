import { readFileSync, statSync } from "node:fs";
import { dirname, extname, resolve, sep } from "node:path";
import { projectRoot } from "../project.js";
import type { ImageSource } from "./markdown.js";
import type { NotebookCell } from "./readNotebook.js";

const types: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
};

const mostBytes = 10_000_000;

/** A picture file as a data URI; undefined when it is none, is missing or is too large. */
function fileUri(path: string): string | undefined {
  const type = types[extname(path).toLowerCase()];
  const size = type && statSync(path, { throwIfNoEntry: false })?.size;
  if (!type || !size || size > mostBytes) return undefined;
  return `data:${type};base64,${readFileSync(path).toString("base64")}`;
}

function attachmentUri(cell: NotebookCell, name: string): string | undefined {
  const entry = Object.entries(cell.attachments[name] ?? {}).find(([type]) =>
    Object.values(types).includes(type),
  );
  return entry && `data:${entry[0]};base64,${entry[1]}`;
}

/**
 * Where the pictures of a Markdown cell come from: its attachments, data URIs, and picture files
 * below the notebook's folder or the project. Nothing is fetched from a network.
 */
export function cellImages(notebookPath: string, cell: NotebookCell): ImageSource {
  const folder = dirname(resolve(notebookPath));
  return (name) => {
    if (/^data:image\/(png|jpeg|gif|webp);base64,/.test(name)) return name;
    if (name.startsWith("attachment:")) {
      return attachmentUri(cell, decodeURIComponent(name.slice("attachment:".length)));
    }
    if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(name)) return undefined;
    const path = resolve(folder, decodeURIComponent(name));
    const inside = [folder, projectRoot()].some((root) => path.startsWith(root + sep));
    return inside ? fileUri(path) : undefined;
  };
}
