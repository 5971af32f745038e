import type { DataSet } from "../data/dataSet.js";
import { ConfigError, expected } from "../errors.js";
import { derive } from "../iterations/derive.js";
import { classCount, type Iteration } from "../iterations/iteration.js";

/** Most classes, or ends of attributes, that make a row each of a run's grid. */
const MOST_ROWS = 12;

/** @throws ConfigError for labels that cannot be a condition. */
function checkLabels({ name, labels, labelOf, count }: DataSet): void {
  if (labels.length < 2) {
    const got = labels.length === 1 ? `only ${labels[0]}` : "pictures without any";
    throw new ConfigError(expected(`data ${name}`, "a folder for each genre, two at least", got));
  }
  const outside = Array.from({ length: count }, (_, index) => labelOf(index)).filter(
    (at) => at < 0,
  );
  if (outside.length > 0)
    throw new ConfigError(
      expected(
        `data ${name}`,
        "every picture in the folder of its genre",
        `${outside.length} beside them`,
      ),
    );
}

/** The genres of a data set. @throws ConfigError for labels that cannot be told, and others than those known. */
function genresOf(dataSet: DataSet, known: readonly string[] | undefined): readonly string[] {
  checkLabels(dataSet);
  const { name, labels } = dataSet;
  if (known && known.join("/") !== labels.join("/"))
    throw new ConfigError(expected(`genres of ${name}`, known.join(", "), labels.join(", ")));
  return labels;
}

/** The attributes of a data set, or those known of them. @throws ConfigError where there are none, or one known is missing. */
function attributesOf(
  { name, attributes }: DataSet,
  known: readonly string[] | undefined,
): readonly string[] {
  if (!attributes) {
    const what = "a table of pictures with columns of numbers (--data TABLE.csv)";
    throw new ConfigError(expected(`data ${name}`, what, "none"));
  }
  const missing = (known ?? []).filter((each) => !attributes.names.includes(each));
  if (missing.length > 0) {
    const got = `${attributes.names.join(", ")}, without ${missing.join(", ")}`;
    throw new ConfigError(expected(`attributes of ${name}`, (known ?? []).join(", "), got));
  }
  return known ?? attributes.names;
}

/**
 * An iteration with the classes, or attributes, of the data that it will learn from, each a row of
 * its grid.
 * @param known those that a run has already learned from: data without them are refused.
 * @throws ConfigError for data with fewer than two classes, pictures outside of them, or no table.
 */
export function withClassesOf(
  iteration: Iteration,
  dataSet: DataSet,
  known?: readonly string[],
): Iteration {
  const { kind, tells } = iteration.condition;
  if (kind === "none") return iteration;
  const classes = [...(tells === "classes" ? genresOf : attributesOf)(dataSet, known)];
  const { name, preset, parent, sampling, condition } = iteration;
  const rows = classCount({ condition: { ...condition, classes } });
  const isSet = (iteration.changes ?? []).some(({ field }) => field === "sampling.grid");
  const grid = rows <= MOST_ROWS && !isSet ? rows : sampling.grid;
  const changed = derive(
    iteration,
    { name, preset },
    { condition: { classes }, sampling: { grid } },
  );
  const { parent: _, ...own } = changed;
  return parent ? { ...own, parent } : own;
}
