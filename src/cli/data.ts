import { Command } from "commander";
import { addDataSet, removeDataSet } from "../data/addDataSet.js";
import { warningsFor } from "../data/warningsFor.js";

async function add(source: string, { name }: { readonly name: string }): Promise<void> {
  const dataSet = await addDataSet(source, { name, log: console.log });
  for (const line of warningsFor(dataSet)) console.log(line);
  console.log(`train on it: npx atelier train ${name}`);
  if (dataSet.attributes)
    console.log(`covers for its numbers: npx atelier run coversAttributes64 --data ${name}`);
}

/** `atelier data add FOLDER|CSV --name NAME`, `atelier data remove NAME` */
export function dataCommand(): Command {
  const data = new Command("data").description("give pictures of your own a name to train by");
  data
    .command("add")
    .description("link to a folder of pictures, or to a table of them; nothing is copied")
    .argument(
      "<folder or CSV>",
      "a tree whose first folders are labels, or a table with a column file and, if you like, label and columns of numbers",
    )
    .requiredOption("--name <name>", "letters, digits, - and _")
    .action(add);
  data
    .command("remove")
    .description("forget a name; the pictures stay where they are")
    .argument("<name>", "as it was added")
    .action((name: string) => {
      removeDataSet(name);
      console.log(`${name}: forgotten; the pictures are where they were`);
    });
  return data;
}
