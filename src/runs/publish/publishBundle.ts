import { boardInHtml } from "../../show/board/boardInHtml.js";
import { boardOutput } from "../../show/board/boardOutput.js";
import { dataUriBytes, pngUri } from "../../show/dataUri.js";
import { marksOf, type PictureMark } from "../../show/pictureMark.js";
import { publishBoard } from "./publishBoard.js";
import type { Publishing } from "./publishing.js";

/** An output of a notebook: MIME types with their content, and what the lab said of it. */
export interface Bundle {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: unknown;
}

const plotly = "application/vnd.plotly.v1+json";
const pixels = /^image\/(png|jpeg|gif|webp|avif|bmp|tiff)$/;
const embedded = /data:image\/(?!svg)[\w.+-]+;base64,[A-Za-z\d+/=\s]+/g;
const drawing = /data:image\/svg\+xml;base64,[A-Za-z\d+/=\s]+/g;

const joined = (value: unknown): string => (Array.isArray(value) ? value.join("") : String(value));

async function replaceAll(
  text: string,
  pattern: RegExp,
  change: (found: string) => Promise<string>,
): Promise<string> {
  let [done, end] = ["", 0];
  for (const match of text.matchAll(pattern)) {
    done += text.slice(end, match.index) + (await change(match[0]));
    end = (match.index ?? 0) + match[0].length;
  }
  return done + text.slice(end);
}

type Marks = readonly (PictureMark | undefined)[];

/** Every picture inside a text, also one inside a drawing, which has a mark only if all have the same. */
async function publishText(text: string, marks: Marks, publishing: Publishing): Promise<string> {
  const [mark] = marks.length === 1 ? marks : [];
  let place = 0;
  const svg = await replaceAll(text, drawing, async (uri) => {
    const inside = Buffer.from(dataUriBytes(uri)).toString("utf8");
    const shown = await replaceAll(inside, embedded, (one) => publishUri(one, mark, publishing));
    return shown === inside
      ? uri
      : `data:image/svg+xml;base64,${Buffer.from(shown).toString("base64")}`;
  });
  return await replaceAll(svg, embedded, (uri) =>
    publishUri(uri, marks.length === 1 ? mark : marks[place++], publishing),
  );
}

async function publishUri(
  uri: string,
  mark: PictureMark | undefined,
  publishing: Publishing,
): Promise<string> {
  const bytes = dataUriBytes(uri);
  const shown = await publishing.show(bytes, mark);
  return shown === bytes ? uri : pngUri(shown);
}

async function publishEntry(
  type: string,
  value: unknown,
  bundle: Bundle,
  publishing: Publishing,
): Promise<readonly (readonly [string, unknown])[]> {
  const marks = marksOf(bundle.metadata);
  if (pixels.test(type)) {
    if (plotly in bundle.data) return [[type, value]]; // the figure's own curves, as a picture
    const bytes = Buffer.from(joined(value), "base64");
    const shown = await publishing.show(bytes, marks[0]);
    if (shown === bytes) return [[type, value]];
    return [["image/png", Buffer.from(shown).toString("base64")]];
  }
  if (type === "text/html") {
    const board = boardInHtml(joined(value));
    if (board) {
      const shown = await boardOutput(await publishBoard(board, publishing));
      return [[type, shown["text/html"]]];
    }
  }
  if (typeof value === "object" && !Array.isArray(value)) {
    const text = await publishText(JSON.stringify(value), marks, publishing);
    return [[type, JSON.parse(text) as unknown]];
  }
  return [[type, await publishText(joined(value), marks, publishing)]];
}

/**
 * An output as everyone may see it. Its pictures are known by the mark that the lab gave them when
 * they were shown; pictures without one are withheld. Folders of this machine are not named.
 */
export async function publishBundle(
  bundle: Bundle,
  publishing: Publishing,
): Promise<Bundle["data"]> {
  const entries: (readonly [string, unknown])[] = [];
  for (const [type, value] of Object.entries(bundle.data))
    for (const [shownAs, shown] of await publishEntry(type, value, bundle, publishing))
      entries.push([shownAs, pixels.test(shownAs) ? shown : publishing.withoutPlaces(shown)]);
  return Object.fromEntries(entries);
}
