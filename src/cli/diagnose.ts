import { Command } from "commander";
import { lab } from "../lab.js";

/** `atelier diagnose RUN` */
export function diagnoseCommand(): Command {
  return new Command("diagnose")
    .description("name the causes of failure that show in a run's signals, and what to set")
    .argument("<run>", "its name, iteration/name, or folder; `atelier list runs` shows them")
    .action((name: string) => {
      const findings = lab.diagnose(lab.open(name));
      if (findings.length === 0) console.log("no known cause of failure shows in the signals");
      for (const { letter, cause, evidence, cures, cannotTell } of findings) {
        console.log(`${letter}  ${cause}\n   evidence: ${evidence}`);
        for (const { field, value } of cures) console.log(`   cure: ${field} → ${value}`);
        console.log(`   cannot tell: ${cannotTell}`);
      }
    });
}
