import type { DataSet } from "../data/dataSet.js";
import { ConfigError, expected } from "../errors.js";
import { derive } from "../iterations/derive.js";
import type { Iteration } from "../iterations/iteration.js";

/** Most classes that make a row each of a run's grid. */
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

/**
 * An iteration with the classes of the data that it will learn from, each a row of its grid.
 * @param known classes that a run has already learned from: others are refused.
 * @throws ConfigError for data with fewer than two classes, or pictures outside of them.
 */
export function withClassesOf(
  iteration: Iteration,
  dataSet: DataSet,
  known?: readonly string[],
): Iteration {
  if (iteration.condition.kind === "none") return iteration;
  checkLabels(dataSet);
  const classes = [...dataSet.labels];
  if (known && known.join("/") !== classes.join("/"))
    throw new ConfigError(
      expected(`genres of ${dataSet.name}`, known.join(", "), classes.join(", ")),
    );
  const { name, preset, parent, sampling } = iteration;
  const grid = classes.length <= MOST_ROWS ? classes.length : sampling.grid;
  const changed = derive(
    iteration,
    { name, preset },
    { condition: { classes }, sampling: { grid } },
  );
  const { parent: _, ...own } = changed;
  return parent ? { ...own, parent } : own;
}
