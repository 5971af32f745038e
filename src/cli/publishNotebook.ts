import { type Notebook, readNotebook } from "../kernel/notebookFile.js";
import { type Bundle, publishBundle } from "../runs/publish/publishBundle.js";
import type { Publishing } from "../runs/publish/publishing.js";

/** A text, or its lines, as everyone may see it. */
const publicText = (text: unknown, publishing: Publishing) =>
  text === undefined ? {} : { text: publishing.withoutPlaces(text) };

/** A notebook's file with every output as everyone may see it. */
export async function publishedNotebook(path: string, publishing: Publishing): Promise<Notebook> {
  const notebook = readNotebook(path);
  for (const output of notebook.cells.flatMap((cell) => cell.outputs ?? [])) {
    const { data, metadata } = output as Partial<Bundle>;
    if (data) output.data = await publishBundle({ data, metadata }, publishing);
    Object.assign(output, publicText(output.text, publishing));
  }
  return notebook;
}
