import { Command } from "commander";
import { lab } from "../lab.js";
import { shortPath } from "./shortPath.js";

/** `atelier tensorboard RUN... -o LOGDIR` */
export function tensorboardCommand(): Command {
  return new Command("tensorboard")
    .description("write runs for TensorBoard: scalars, grids and hyperparameters")
    .argument("<runs...>", "runs by name or folder")
    .option("-o, --out <folder>", "TensorBoard's log folder", "tensorboard")
    .action(async (names: string[], { out }: { readonly out: string }) => {
      for (const file of await lab.tensorboard(names.map(lab.open), out)) {
        console.log(shortPath(file));
      }
      console.log(`open it with: tensorboard --logdir ${out}`);
    });
}
