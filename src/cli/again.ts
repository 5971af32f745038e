import { Command } from "commander";
import type { AgainOptions } from "../art/again.js";
import { lab } from "../lab.js";
import { shortPath } from "./shortPath.js";

/** `atelier again FILE.png` */
export function againCommand(): Command {
  return new Command("again")
    .description("make a picture again from the recipe in its file, bit for bit")
    .argument("<file>", "a PNG that the lab drew")
    .option("-o, --out <file>", "the new file; again-<name> here unless said")
    .option("--run <run>", "where the run lies now, if not below checkpoints/")
    .action(async (file: string, flags: AgainOptions) => {
      const made = await lab.again(file, flags);
      const same = made.sameBytes ? "the same bytes" : "the same pixels";
      console.log(
        `${shortPath(made.file)}: ${made.samePixels ? same : "NOT the picture in the file"}`,
      );
    });
}
