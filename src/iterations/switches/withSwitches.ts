import { ConfigError, expected, unknownName } from "../../errors.js";
import { catalogue, findIteration, presetsOf } from "../catalogue.js";
import { derive } from "../derive.js";
import { diff } from "../diff.js";
import type { Iteration } from "../iteration.js";
import { dataSwitches } from "./dataSwitches.js";
import { networkSwitches } from "./networkSwitches.js";
import {
  cannotHave,
  type Relative,
  type Switch,
  type Switches,
  type SwitchName,
  type Values,
} from "./switch.js";
import { trainingSwitches } from "./trainingSwitches.js";

/** Every switch, in the order in which they are set: networks first, for the others look at them. */
const table: { readonly [Name in keyof Values]: Switch<Values[Name]> } = {
  ...networkSwitches,
  ...trainingSwitches,
  ...dataSwitches,
};

/** Names of all switches. */
export const switchNames = Object.keys(table) as readonly SwitchName[];

/** Letter of the cause of failure that a switch sets, `-` if none. */
export const causeOf = (name: SwitchName): string => table[name].cause;

/** What a switch can be set to, in words. */
export const allowedFor = (name: SwitchName): string => table[name].allowed;

/** Switches of which at most one can be on: each puts in another network for the same player. */
const rivals: readonly (readonly SwitchName[])[] = [
  ["latentBottleneck", "denseGenerator", "noStrides"],
  ["singleStrideDiscriminator", "denseGenerator", "noStrides"],
];

function checkRivals(switches: Switches): void {
  for (const names of rivals) {
    const on = names.filter((name) => switches[name] === true);
    if (on.length < 2) continue;
    throw new ConfigError(expected("switches", `at most one of ${names.join(", ")} on`, on));
  }
}

/** Whether a name is a switch's. @throws ConfigError with the names that exist. */
function checkName(name: string): asserts name is SwitchName {
  if (!Object.hasOwn(table, name)) throw unknownName("switch", switchNames, name);
}

function setOne<Name extends keyof Values>(
  iteration: Iteration,
  name: Name,
  value: Values[Name],
  relative: Relative,
): Iteration {
  const one: Switch<Values[Name]> = table[name];
  if (iteration.translation.kind !== "none")
    throw new ConfigError(expected(name, "an iteration that draws from latents", iteration.name));
  if (one.parse(textOf(value)) === undefined)
    throw new ConfigError(expected(name, one.allowed, value));
  const { preset, condition } = iteration;
  const set = derive(iteration, { preset }, one.change(iteration, value, relative));
  const other = [set.generator, set.discriminator].find(({ network }) => network !== "dcgan");
  if (condition.kind !== "none" && other)
    throw cannotHave(name, "an iteration without genres, which only dcgan is told", value);
  return set;
}

/** A value as one types it: `on`, `0.25`, `1.5/2`. */
function textOf(value: Values[SwitchName]): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return typeof value === "object" ? `${value.generator}/${value.discriminator}` : String(value);
}

/** `asRun.raw255Input-off`: short enough for a folder's name, however many switches are set. */
function presetName(preset: string, switches: readonly (readonly [string, string])[]): string {
  const words = switches.map(([name, value]) => `${name}-${value.replace("/", "-")}`);
  return [preset, ...(words.length > 3 ? [`${words.length}-switches`] : words)].join(".");
}

/**
 * A preset with some switches set. Each changes only what it names; a value that the preset has
 * already changes nothing.
 * @param relative where networks to put in are found: the iteration's own presets by default.
 * @throws ConfigError for a switch that does not exist, a value that it cannot have, a preset that
 * cannot have it, and two switches that contradict each other; each says what is allowed.
 */
export function withSwitches(
  iteration: Iteration,
  switches: Switches,
  relative: Relative = (preset) => findIteration(iteration.name, preset),
): Iteration {
  const given = Object.keys(switches).filter((name) => switches[name as SwitchName] !== undefined);
  if (given.length === 0) return iteration;
  for (const name of given) checkName(name);
  checkRivals(switches);
  const names = switchNames.filter((name) => given.includes(name));
  // an iteration that no script ran has no such preset: it is its own relative
  const found: Relative = (preset) =>
    catalogue[iteration.name] && !(preset in presetsOf(iteration.name))
      ? iteration
      : relative(preset);
  const set = names.reduce(
    (current, name) => setOne(current, name, switches[name] as never, found),
    iteration,
  );
  const { name, preset } = iteration;
  const texts = names.map((each) => [each, textOf(switches[each] as never)] as const);
  return { ...set, parent: { name, preset }, preset: presetName(preset, texts) };
}

/** Whether an iteration has a defect: whether switching it off would change something. */
export function hasDefect(iteration: Iteration, name: SwitchName): boolean {
  const without = withSwitches(iteration, { [name]: name === "dropoutRate" ? 0 : false });
  return diff(iteration, without).length > 0;
}

/** Reads `["raw255Input=off", "dropoutRate=0.25"]`. @throws ConfigError that says what is allowed. */
export function parseSwitches(words: readonly string[]): Switches {
  const entries = words.map((word) => {
    const [name = "", ...rest] = word.split("=");
    checkName(name);
    const value = table[name].parse(rest.join("="));
    if (value === undefined)
      throw new ConfigError(expected(`switch ${name}`, table[name].allowed, rest.join("=")));
    return [name, value] as const;
  });
  return Object.fromEntries(entries);
}
