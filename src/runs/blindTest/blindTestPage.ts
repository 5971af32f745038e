import { letters } from "../../diagnosis/cause.js";
import { markdownTable } from "../../show/table.js";
import type { Case } from "./blindTest.js";
import { confusionRows, score } from "./confusion.js";
import { families } from "./families.js";

const nameOf = ({ family, fault, seed }: Case) => `${family}, ${fault}, seed ${seed}`;

/** Cases as a list, or that there are none. */
function listed(cases: readonly Case[], say: (one: Case) => string): string {
  return cases.map((one) => `- ${nameOf(one)}: ${say(one)}`).join("\n") || "None.";
}

/** What a blind test came to, for everyone: how it is made, the confusion matrix, every miss and alarm. */
export function blindTestPage(cases: readonly Case[], planned: number): string {
  const { seeded, effective, named, controls, alarms } = score(cases);
  const share = effective > 0 ? ` (${((100 * named) / effective).toFixed(1)} %)` : "";
  const seeds = [...new Set(cases.map(({ seed }) => seed))].join(", ");
  const faults = cases.filter(({ letter }) => letter !== "-");
  const has = ({ letter, named }: Case) => named.some((each) => each === letter);
  const missed = faults.filter((one) => one.effect !== undefined && !has(one));
  const without = faults.filter(({ effect }) => effect === undefined);
  const alarmed = cases.filter(({ letter, named }) => letter === "-" && named.length > 0);
  const found = ({ named }: Case) => named.join(" ") || "nothing";
  const head = ["put in", "runs", ...letters, "nothing"];
  const rows = confusionRows(cases).map((row) => head.map((column) => row[column]));
  return `# Does the diagnosis name what is wrong?

\`npx atelier blindtest\` puts one fault at a time into healthy games, trains each for ${families[0]?.steps} steps, and asks
\`diagnose\`, which sees signals only:

${families.map(({ name, about }) => `- ${name}: ${about}`).join("\n")}

A fault has an effect if, against its healthy twin of the same seed, the sliced Wasserstein distance grows by a fifth,
a tenth of the updates is left out, fewer pictures are distinct, shapes are stretched, or pictures are shown otherwise.
The rules were made on seeds 1 to 12; what is counted here are other seeds. It goes on where it was stopped, and writes
this page.

**${cases.length === planned ? `All ${planned} runs` : `Reached: ${cases.length} of ${planned} runs`}** (seeds ${seeds || "none"}). ${seeded} faults put in, ${effective} with an effect, the cause named in ${named} of those${share}; ${alarms} alarms on ${controls} healthy runs.

Rows: what was put in (faults with an effect, and healthy games); columns: how often each cause was named. L is named
beside others because these runs are short and their pictures still rough.

${markdownTable(head, rows)}

## Missed, with an effect

${listed(missed, (one) => `${one.letter} not named, ${found(one)} was; ${one.effect}`)}

## Alarms on healthy games

${listed(alarmed, found)}

## Without an effect

${listed(without, (one) => `${one.letter} ${has(one) ? "named all the same" : "not named"}`)}
`;
}
