import { ConfigError, expected } from "../../errors.js";
import type { Changes } from "../derive.js";
import type { GateRule, Iteration } from "../iteration.js";

/** The defects of the scripts, each to be set alone; what is left out stays as the preset has it. */
export interface Switches {
  /** Reals reach D as 0..255; off: in the range of G's output. */
  readonly raw255Input?: boolean;
  /** One picture a step, with a norm after G's first layer; off: 16 a step; `noFirstNorm`: without that norm. */
  readonly batchOneBN?: boolean | "noFirstNorm";
  /** Dropout layers return their input; off: they drop in training. */
  readonly inertDropout?: boolean;
  /** Share dropped; 0 takes the layers out. */
  readonly dropoutRate?: number;
  /** Pictures are drawn from the first channel in viridis; off: in their colours. */
  readonly redChannelViridis?: boolean;
  /** Samples come from another noise than training; off: from the same. */
  readonly sampleNoiseMismatch?: boolean;
  /** One learning rate (D's) and one step counter for both networks; off: each its own. */
  readonly sharedOptimizer?: boolean;
  /** Pictures are squashed into a square; off: the middle is cut out. */
  readonly squashResize?: boolean;
  /** v5's networks without a stride, on noise images; off: DCGANs of the same widths. */
  readonly noStrides?: boolean;
  /** A network that is ahead waits, by these factors; on: the script's own; off: every update runs. */
  readonly balanceGate?: boolean | number | GateRule;
  /** G begins with a tiny map, enlarged bilinearly; off: a DCGAN generator. */
  readonly latentBottleneck?: boolean;
  /** D halves the picture once; off: a DCGAN discriminator. */
  readonly singleStrideDiscriminator?: boolean;
  /** Dense networks; off: convolutional ones of the same picture size. */
  readonly denseGenerator?: boolean;
  /** D learns from fakes made with moving statistics; off: with those of the batch. */
  readonly inferenceModeFakes?: boolean;
  /** Every picture shows new latents; off: always the same. */
  readonly freshPreviewNoise?: boolean;
  /** Twelve pictures are repeated until they are half of the data; off: each picture once. */
  readonly duplicatedData?: boolean;
}

export type SwitchName = keyof Switches;

/** A value for every switch. */
export type Values = Required<Switches>;

/** Another preset of the same iteration, where a switch finds the networks that it puts in. */
export type Relative = (preset: "asRun" | "repaired") => Iteration;

/** One switch. */
export interface Switch<Value> {
  /** Letter of the cause of failure that it sets, `-` if none. */
  readonly cause: string;
  /** Values in words, for messages. */
  readonly allowed: string;
  /** A value as typed, `undefined` if it is not allowed. */
  readonly parse: (text: string) => Value | undefined;
  /** What setting it changes. @throws ConfigError where the iteration cannot have it. */
  readonly change: (iteration: Iteration, value: Value, relative: Relative) => Changes;
}

/** `on` and `off`, as one types them. */
export function parseOnOff(text: string): boolean | undefined {
  if (text === "on" || text === "true") return true;
  return text === "off" || text === "false" ? false : undefined;
}

/** A number, `undefined` for anything else. */
export function parseNumber(text: string): number | undefined {
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

/** A switch that is on or off. */
export function onOff(cause: string, change: Switch<boolean>["change"]): Switch<boolean> {
  return { cause, allowed: "on or off", parse: parseOnOff, change };
}

/** Refuses a switch that an iteration cannot have. */
export function cannotHave(name: SwitchName, what: string, got: unknown): ConfigError {
  return new ConfigError(expected(name, what, got));
}
