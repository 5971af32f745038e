import { main } from "../../src/cli/main.js";

/** How a command ended that ran in this process. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly errors: readonly string[];
}

/** Runs `atelier` without starting a process: what a hundred cases can afford. */
export async function inProcess(...args: readonly string[]): Promise<Ended> {
  const { log, error } = console;
  const [said, errors]: [string[], string[]] = [[], []];
  console.log = (...words: unknown[]) => void said.push(words.join(" "));
  console.error = (...words: unknown[]) => void errors.push(words.join(" "));
  try {
    return { status: await main(args), stdout: said.join("\n"), errors };
  } finally {
    Object.assign(console, { log, error });
    process.exitCode = undefined;
  }
}
