import { join } from "node:path";
import { projectRoot } from "../project.js";

/** The run folder of the generator that ships with the lab; runs elsewhere do not hide it. */
export function starterFolder(): string {
  return join(projectRoot(), "checkpoints", "gan128MNIST", "starter");
}
