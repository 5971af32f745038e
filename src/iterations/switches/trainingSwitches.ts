import type { GateRule, Iteration } from "../iteration.js";
import { cannotHave, onOff, parseNumber, parseOnOff, type Switch, type Values } from "./switch.js";

/** Where a preset has no gate of its own: the factor of the report's first script. */
const USUAL_GATE = 1.35;

const both = (factor: number): GateRule => ({ generator: factor, discriminator: factor });

function gateOf(value: Values["balanceGate"], asRun: Iteration): GateRule | "none" {
  if (value === false) return "none";
  if (typeof value === "number") return both(value);
  if (typeof value === "object") return value;
  return asRun.training.gate === "none" ? both(USUAL_GATE) : asRun.training.gate;
}

const balanceGate: Switch<Values["balanceGate"]> = {
  cause: "C",
  allowed: "on, off, a factor above 0, or two: G/D",
  parse: (text) => {
    const factors = text.split("/").map(parseNumber);
    const [generator, discriminator = generator] = factors;
    if (generator === undefined || discriminator === undefined) return parseOnOff(text);
    return factors.length === 1 ? generator : { generator, discriminator };
  },
  change: ({ training }, value, relative) => {
    const own = value === true && training.gate !== "none";
    const gate = own ? training.gate : gateOf(value, relative("asRun"));
    if (gate !== "none" && !(gate.generator > 0 && gate.discriminator > 0))
      throw cannotHave("balanceGate", balanceGate.allowed, value);
    return { training: { gate } };
  },
};

const batchOneBN: Switch<Values["batchOneBN"]> = {
  cause: "B",
  allowed: "on, off or noFirstNorm",
  parse: (text) => (text === "noFirstNorm" ? text : parseOnOff(text)),
  change: ({ generator, training: { batchSize } }, value) => {
    if (value === false) return { training: { batchSize: batchSize === 1 ? 16 : batchSize } };
    const firstNorm = value === true;
    if (!firstNorm && generator.network !== "mohr")
      throw cannotHave("batchOneBN", "on or off: only mohr's G has a first norm of its own", value);
    return { generator: { firstNorm }, training: { batchSize: 1 } };
  },
};

/** Discriminators without a dropout layer to set. */
const dropless = "strideOne64";

const dropoutRate: Switch<number> = {
  cause: "F",
  allowed: "a share from 0 to below 1",
  parse: parseNumber,
  change: ({ generator, discriminator }, rate) => {
    if (!(rate >= 0 && rate < 1)) throw cannotHave("dropoutRate", dropoutRate.allowed, rate);
    if (discriminator.network === dropless && rate > 0)
      throw cannotHave("dropoutRate", `networks with dropout, which ${dropless} has not`, rate);
    return {
      discriminator: { dropout: rate },
      ...(generator.network === "mohr" ? { generator: { dropout: rate } } : {}),
    };
  },
};

/** Switches of how the two networks learn. */
export const trainingSwitches = {
  batchOneBN,
  dropoutRate,
  inertDropout: onOff("F", ({ generator, discriminator }, on) => {
    if (Math.max(generator.dropout, discriminator.dropout) === 0) {
      if (!on) return {};
      throw cannotHave("inertDropout", "a preset with dropout, or dropoutRate above 0", on);
    }
    return { generator: { dropoutLive: !on }, discriminator: { dropoutLive: !on } };
  }),
  sharedOptimizer: onOff("-", (_, on) => ({ optimizer: { shared: on } })),
  balanceGate,
  inferenceModeFakes: onOff("G", (_, on) => ({
    training: { fakesForDiscriminator: on ? "inference" : "training" },
  })),
} as const;
