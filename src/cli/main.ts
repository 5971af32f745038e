import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { ConfigError, messageOf } from "../errors.js";
import { projectVersion } from "../project.js";
import { againCommand } from "./again.js";
import { blendCommand, sweepCommand } from "./blend.js";
import { blindTestCommand } from "./blindTest.js";
import { chainCommand } from "./chain.js";
import { compareCommand } from "./compare.js";
import { coverCommand } from "./cover.js";
import { dataCommand } from "./data.js";
import { diagnoseCommand } from "./diagnose.js";
import { diffCommand } from "./diff.js";
import { estimateCommand } from "./estimate.js";
import { evidenceCommand } from "./evidence.js";
import { exportCommand } from "./export.js";
import { filmCommand } from "./film.js";
import { fineTuneCommand } from "./fineTune.js";
import { arithmeticCommand, generateCommand } from "./generate.js";
import { genresCommand } from "./genres.js";
import { importCommand } from "./import.js";
import { kernelCommand } from "./kernel.js";
import { listCommand } from "./list.js";
import { matrixCommand } from "./matrix.js";
import { measureCommand } from "./measure.js";
import { notebookCommand } from "./notebook.js";
import { notebooksCommand } from "./notebooks.js";
import { pageCommand } from "./page.js";
import { projectCommand } from "./project.js";
import { proveCommand } from "./prove.js";
import { pruneCommand } from "./prune.js";
import { reportCommand } from "./report.js";
import { resizeCommand } from "./resize.js";
import { resumeCommand } from "./resume.js";
import { rmCommand } from "./rm.js";
import { runCommand } from "./run.js";
import { sampleCommand } from "./sample.js";
import { showCommand } from "./show.js";
import { songCommand } from "./song.js";
import { tensorboardCommand } from "./tensorboard.js";
import { trainCommand } from "./train.js";
import { translateCommand } from "./translate.js";
import { pairCommand, walkCommand } from "./walk.js";

/** Exit status of a command that its reader's mistake ended. */
const FAILED = 1;

function program(): Command {
  const atelier = new Command("atelier")
    .description("A laboratory for art with GANs: rerun a semester of networks, and your own.")
    .version(projectVersion())
    .showHelpAfterError(false)
    .helpCommand(false);
  for (const command of [
    runCommand(),
    trainCommand(),
    resumeCommand(),
    fineTuneCommand(),
    pruneCommand(),
    rmCommand(),
    listCommand(),
    dataCommand(),
    showCommand(),
    diffCommand(),
    estimateCommand(),
    notebookCommand(),
    notebooksCommand(),
    reportCommand(),
    compareCommand(),
    importCommand(),
    exportCommand(),
    tensorboardCommand(),
    filmCommand(),
    translateCommand(),
    chainCommand(),
    sampleCommand(),
    againCommand(),
    pageCommand(),
    generateCommand(),
    arithmeticCommand(),
    walkCommand(),
    pairCommand(),
    blendCommand(),
    sweepCommand(),
    projectCommand(),
    resizeCommand(),
    diagnoseCommand(),
    kernelCommand(),
    measureCommand(),
    blindTestCommand(),
    proveCommand(),
    coverCommand(),
    genresCommand(),
    songCommand(),
    evidenceCommand(),
    matrixCommand(),
  ]) {
    atelier.addCommand(command);
  }
  return atelier;
}

/** The command that an argument list was meant for, as deep as its names go. */
function meant(atelier: Command, args: readonly string[]): Command {
  const [name, ...rest] = args;
  const child = atelier.commands.find((command) => command.name() === name);
  return child ? meant(child, rest) : atelier;
}

/** As it is typed: `atelier kernel install`. */
function pathOf(command: Command): string {
  const { parent } = command;
  return parent ? `${pathOf(parent)} ${command.name()}` : command.name();
}

/** One line for a command line that cannot be understood: what is wrong, and what is allowed. */
function explain(error: CommanderError, command: Command): string {
  const message = error.message.replace(/^error: /, "").split("\n")[0];
  const options = [...command.options.map(({ flags }) => flags), "--help"];
  const names = command.commands.map((child) => child.name());
  if (error.code === "commander.unknownOption")
    return `${message}; expected one of ${options.join(", ")}`;
  if (error.code === "commander.help")
    return `${command.name()}: expected one of ${names.join(", ")}, got none`;
  if (error.code === "commander.unknownCommand")
    return `${message}; expected one of ${names.join(", ")}`;
  return `${message}; usage: ${pathOf(command)} ${command.usage()}`;
}

/** A reader that goes away (`| head`, a closed terminal) shall not end a training run. */
function ignoreLostReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
}

/** Commander shall neither print errors nor end the process: `main` does both. */
function tame(command: Command): Command {
  command.exitOverride().configureOutput({ writeErr: () => {} });
  for (const child of command.commands) tame(child);
  return command;
}

/**
 * Runs the command line `args` (without node and script).
 * @returns the exit status: 0, or 1 after one clear line on stderr.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { ATELIER_DATA } = process.env;
  if (ATELIER_DATA) process.env.ATELIER_DATA = resolve(ATELIER_DATA); // kernels start elsewhere
  const atelier = tame(program());
  for (const stream of [process.stdout, process.stderr]) {
    stream.off("error", ignoreLostReader).on("error", ignoreLostReader);
  }
  try {
    if (args.length === 0) atelier.outputHelp();
    else await atelier.parseAsync([...args], { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0; // --help, --version
      console.error(`atelier: ${explain(error, meant(atelier, args))}`);
    } else if (error instanceof ConfigError) {
      console.error(`atelier: ${error.message}`);
    } else {
      console.error(
        error instanceof Error && process.env.ATELIER_DEBUG
          ? error.stack
          : `atelier: ${messageOf(error)}`,
      );
    }
    return FAILED;
  }
}
