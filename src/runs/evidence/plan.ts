import { unknownName } from "../../errors.js";
import { findIteration, presetsOf } from "../../iterations/catalogue.js";
import type { Iteration } from "../../iterations/iteration.js";

/** A run at full size that is evidence for or against an iteration. */
export interface Planned {
  readonly iteration: Iteration;
  /** Steps of the whole run. */
  readonly steps: number;
  /** Whether it is run to its end however long that takes. */
  readonly whole: boolean;
  /** Other pictures than the preset's own. */
  readonly data?: string;
}

/** Presets at full length for the sake of the report's own pictures. */
const whole = [
  "gan128Paintings asRun",
  "ganChuck256 asRun",
  "kerasGANv2 asRun",
  "kerasGANv3 asRun",
  "kerasGANv4 asRun",
];

/** Steps that are enough where the preset's own would take weeks. */
const fewer: Readonly<Record<string, number>> = { "kerasGANv5 asTold": 200 };

/** ganChuck256's pictures are a living artist's: another portraitist's stand in. */
const otherPictures: Readonly<Record<string, string>> = {
  ganChuck256: "reynolds",
  kerasGAN: "reynolds",
};

const order = [
  "kerasGANv2 asRun",
  "kerasGANv3 asRun",
  "kerasGANv3 repaired",
  "gan128MNIST repaired",
  "gan128MNIST asPublished",
  "gan128MNIST asRun",
  "gan128Paintings asRun",
  "gan128Paintings repaired",
  "kerasGANv2 repaired",
  "kerasGANv4 asRun",
  "kerasGANv5 repaired",
  "ganChuck256 asRun",
  "kerasGAN asRun",
  "kerasGAN repaired",
  "kerasGANv5 asTold",
  "gan256Impres asRun",
  "gan256Impres repaired",
  "ganChuck256 repaired",
  "kerasGANv4 repaired",
  "kerasGANv5 asRun",
  "kerasGANv5At256 narrow",
  "kerasGANv5At256 repaired",
  "gan512 repaired",
  "gan512 asRun",
] as const;

function planOne(name: string): Planned {
  const [of = "", preset = ""] = name.split(" ");
  const iteration = findIteration(of, preset);
  const data = preset === "repaired" && of === "kerasGAN" ? undefined : otherPictures[of];
  return {
    iteration,
    steps: fewer[name] ?? iteration.training.steps,
    whole: whole.includes(name),
    ...(data === undefined ? {} : { data }),
  };
}

/** Every run at full size that the report's ten iterations ask for, the most telling first. */
export const planned = (): readonly Planned[] => order.map(planOne);

/**
 * The runs of one iteration, or one of them.
 * @throws ConfigError for an iteration or preset that is not planned, with those that are.
 */
export function plannedOf(name: string, preset?: string): readonly Planned[] {
  presetsOf(name);
  const own = planned().filter(({ iteration }) => iteration.name === name);
  if (preset === undefined) return own;
  const one = own.filter(({ iteration }) => iteration.preset === preset);
  const names = own.map(({ iteration }) => iteration.preset);
  if (one.length === 0) throw unknownName(`evidence of ${name}: preset`, names, preset);
  return one;
}
