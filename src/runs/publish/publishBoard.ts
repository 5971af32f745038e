import type { Board } from "../../show/board/board.js";
import { dataUriBytes, pngUri } from "../../show/dataUri.js";
import type { PictureMark } from "../../show/pictureMark.js";
import type { Publishing } from "./publishing.js";

/** A board as everyone may see it, and what was kept back said on it. */
export async function publishBoard(board: Board, publishing: Publishing): Promise<Board> {
  const shown = async (src: string, mark: PictureMark) => {
    const bytes = dataUriBytes(src);
    const instead = await publishing.show(bytes, mark);
    return instead === bytes ? src : pngUri(instead);
  };
  const runs = [];
  for (const run of board.runs) {
    const pictures = [];
    for (const one of run.pictures) pictures.push({ ...one, src: await shown(one.src, run.mark) });
    runs.push({ ...run, pictures });
  }
  const reals = [];
  for (const one of board.reals) reals.push({ ...one, src: await shown(one.src, one.mark) });
  return { ...board, runs, reals, withheld: publishing.sentences() };
}
