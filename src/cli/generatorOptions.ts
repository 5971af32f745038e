import { type Command, InvalidArgumentError, Option } from "commander";
import { weightKinds } from "../runs/trainedGenerator.js";

/** `0 3 4` one by one, as commander hands them over. */
export function eachWhole(text: string, before: readonly number[] = []): readonly number[] {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("expected whole numbers");
  return [...before, Number(text)];
}

/** Parser of a number above 0. */
export function positive(text: string): number {
  const value = Number(text);
  if (!(text.trim() !== "" && value > 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError("expected a number above 0");
  }
  return value;
}

/** `--weights averaged|raw` */
export const weightsOption = () =>
  new Option("--weights <kind>", "averages where the run kept them unless said").choices(
    weightKinds,
  );

/** `--truncation T` */
export function withTruncation(command: Command): Command {
  return command.option(
    "--truncation <t>",
    "draw normal numbers again that are farther from 0 than this",
    positive,
  );
}
