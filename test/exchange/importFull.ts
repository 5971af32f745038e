import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { openEngine } from "../../src/engine/backend.js";
import { withTemporaryFolder } from "../../src/files.js";
import { projectRoot } from "../../src/project.js";
import { torchApart } from "./torchAnswer.js";

/**
 * Lets real PyTorch make DCGANs at full size (64 px with 64 filters, 128 px with 160 and 40), and
 * prints how far the imported ones lie from its answers; more than 1e-4 fails:
 * `node dist/test/exchange/importFull.js PYTHON` with a Python that has torch and safetensors.
 */
const [python = "python3"] = process.argv.slice(2);
const script = join(projectRoot(), "test", "exchange", "torch_reference.py");
openEngine();
void withTemporaryFolder(async (folder) => {
  console.log(execFileSync(python, [script, folder, "--full"], { encoding: "utf8" }).trim());
  for (const name of ["main64", "lua128"]) {
    const { pictures, answers, spread } = torchApart(folder, name);
    console.log(
      `${name}: pictures ${pictures.toExponential(1)} apart (they span ${spread.toFixed(2)}), answers ${answers.toExponential(1)}`,
    );
    if (!(pictures < 1e-4 && answers < 1e-4)) process.exitCode = 1;
  }
});
