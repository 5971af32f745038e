import { scalar } from "@tensorflow/tfjs-core";
import { Random } from "../engine/random.js";
import type { Tensors } from "../engine/step.js";
import { initialise } from "../nets/initialise.js";
import { firstAverages } from "./averages.js";
import { initialSlots } from "./optimizers.js";
import { ownership, type Players, trainables } from "./players.js";

/** The first state of a game: both networks, their optimizers' slots and step counters, averages. */
export function initialState(players: Players, seed: number): Tensors {
  const { initialiser } = players.iteration.training;
  const generator = initialise(
    players.generator,
    initialiser,
    new Random(seed, "generator weights"),
  );
  const networks = {
    ...generator,
    ...initialise(players.discriminator, initialiser, new Random(seed, "discriminator weights")),
  };
  const owners = ["generator", "discriminator"] as const;
  const slots = owners.map((owner) =>
    initialSlots(players.optimizer, `optimizer/${owner}`, trainables(players[owner], networks)),
  );
  const counters = new Set(owners.map((owner) => ownership(players, owner).counter));
  const counts = Object.fromEntries([...counters].map((name) => [name, scalar(0)]));
  const averages = players.iteration.sampling.averageDecay > 0 ? firstAverages(generator) : {};
  return { ...networks, ...slots[0], ...slots[1], ...counts, ...averages };
}
