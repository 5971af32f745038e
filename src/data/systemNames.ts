/** Folders and files that systems, NAS boxes and photo programs leave beside the pictures; lower case. */
const systemNames: ReadonlySet<string> = new Set([
  "__macosx", // zip files made on a Mac
  "@eadir", // Synology: thumbnails, in a folder named like each picture
  "@tmp",
  "#recycle",
  "#snapshot",
  "@recycle", // QNAP
  "@recently-snapshot",
  "$recycle.bin", // Windows
  "system volume information",
  "thumbs.db",
  "ehthumbs.db",
  "ehthumbs_vista.db",
  "desktop.ini",
  "picasa.ini",
  "icon\r", // a Mac folder's own icon
  "network trash folder",
  "temporary items",
  "lost+found",
]);

/** Whether a file or folder is a system's own: a hidden one (`.DS_Store`, `._x.jpg`), or a known name. */
export function isSystemName(name: string): boolean {
  return name.startsWith(".") || systemNames.has(name.toLowerCase());
}

/** Whether a relative path leads through a system's own file or folder. @param path with `/` or `\`. */
export function isSystemPath(path: string): boolean {
  const parts = path.split(/[\\/]/);
  return parts.some((part) => part !== "." && part !== ".." && isSystemName(part));
}
