import { isPictureMark } from "../pictureMark.js";
import type { Board } from "./board.js";

const data = /<script type="application\/json" class="board-data">([\s\S]*?)<\/script>/;
const picture = /^data:image\/(png|webp);base64,[A-Za-z\d+/=]+$/;

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const areTexts = (...values: readonly unknown[]) =>
  values.every((value) => typeof value === "string");
const areObjects = (...values: readonly unknown[]) => values.every(isObject);

const areNumbers = (values: unknown) =>
  Array.isArray(values) && values.every((value) => typeof value === "number");

/** Whether a picture, or a text beside one, may go into a page. */
function isShown(value: unknown): value is Json {
  return isObject(value) && typeof value.src === "string" && picture.test(value.src);
}

/** Each value is a mean, or nothing. */
function isLine(value: unknown): boolean {
  if (!isObject(value)) return false;
  return [value.mean, value.low ?? [], value.high ?? []].every(
    (part) => Array.isArray(part) && areNumbers(part.filter((one) => one !== null)),
  );
}

function isRun(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.curves) || !isObject(value.curves.lines)) return false;
  const { curves, pictures, atStage, mark, columns, cellPx } = value;
  return (
    areTexts(value.name, value.title, value.label, value.verdict ?? "") &&
    areObjects(value.settings, value.signals, value.costs) &&
    [curves.step, curves.kimg, curves.seconds, atStage, [columns, cellPx]].every(areNumbers) &&
    Object.values(curves.lines as Json).every(isLine) &&
    Array.isArray(pictures) &&
    pictures.every((one) => isShown(one) && areNumbers([one.step, one.kimg])) &&
    isPictureMark(mark)
  );
}

/** Whether what was read from a file can be shown as a board; its texts may be anything. */
function isBoard(value: unknown): value is Board {
  if (!isObject(value)) return false;
  const { title, runs, differing, alike, stages, latents, reals, withheld } = value;
  const texts = [differing, withheld ?? []].every(
    (some) => Array.isArray(some) && areTexts(...some),
  );
  return (
    texts &&
    areTexts(title, latents) &&
    areNumbers([alike]) &&
    areNumbers(stages) &&
    Array.isArray(runs) &&
    runs.length > 0 &&
    runs.every(isRun) &&
    Array.isArray(reals) &&
    reals.every((one) => isShown(one) && areTexts(one.caption) && isPictureMark(one.mark))
  );
}

/** The board that a notebook's HTML output shows, if it is one of the lab's boards, undamaged. */
export function boardInHtml(html: string): Board | undefined {
  const found = data.exec(html)?.[1];
  if (found === undefined) return undefined;
  try {
    const { board } = JSON.parse(found) as { readonly board?: unknown };
    return isBoard(board) ? board : undefined;
  } catch {
    return undefined; // a page that only looks like a board is shown like any other HTML
  }
}
