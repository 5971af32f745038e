import { Command, Option } from "commander";
import { installKernel, type SpecPlace, uninstallKernel } from "../kernel/kernelSpec.js";
import { shortPath } from "./shortPath.js";

function verb(
  name: string,
  description: string,
  act: (place: SpecPlace) => Promise<void>,
): Command {
  return new Command(name)
    .description(description)
    .addOption(new Option("--user", "for every Jupyter of this user (the default)"))
    .addOption(
      new Option("--prefix <folder>", "for the Jupyter of one environment only").conflicts("user"),
    )
    .action(({ prefix }: SpecPlace) => act(prefix === undefined ? {} : { prefix }));
}

/** `atelier kernel install` and `atelier kernel uninstall` */
export function kernelCommand(): Command {
  return new Command("kernel")
    .description("make the TypeScript kernel known to a Jupyter that is not the project's own")
    .addCommand(
      verb("install", "put the kernelspec where Jupyter and VS Code look", async (place) => {
        console.log(`the kernel "TypeScript" is in ${shortPath(await installKernel(place))}`);
      }),
    )
    .addCommand(
      verb("uninstall", "take the kernelspec away again", async (place) => {
        console.log(`removed ${shortPath(uninstallKernel(place))}`);
      }),
    );
}
