import * as tf from "@tensorflow/tfjs-core";
import { branch } from "../engine/branch.js";
import { type Figures, inTurn, type Step, type Tensors, type Turn } from "../engine/step.js";
import { evaluateStep } from "./evaluateStep.js";
import { gate } from "./gate.js";
import type { Players } from "./players.js";

/** Figures of an update that may not have been made: named by whether it was. */
const marks = { trainedD: "if D: ", trainedG: "if G: " } as const;

/** An update that is made where `open` holds; figures that `known` has are not told again. */
function updateIf(
  open: tf.Tensor,
  update: Turn,
  [state, inputs]: readonly [Tensors, Tensors],
  known: Tensors,
  mark: string,
) {
  const made = branch(
    open,
    () => {
      const result = inTurn(update)(state, inputs);
      const news = Object.entries(result.figures).filter(([name]) => !(name in known));
      return {
        ...result.state,
        ...Object.fromEntries(news.map(([name, figure]) => [`${mark}${name}`, figure])),
      };
    },
    state,
  );
  const entries = Object.entries(made);
  const isFigure = ([name]: readonly [string, tf.Tensor]) => name.startsWith(mark);
  return {
    state: Object.fromEntries(entries.filter((entry) => !isFigure(entry))),
    figures: Object.fromEntries(entries.filter(isFigure)),
  };
}

/**
 * Evaluation first, then the updates that the gate lets through, in one step: the passes of G and
 * D that the evaluation makes serve D's update too, which starts from the same weights; and G's
 * own pass serves its update, since D's leaves it as it is. D's pass in G's update is a fresh one,
 * through the updated D. Figures: the evaluation's, `trainedD` and `trainedG` (0 or 1), and those
 * of updates under marked names (`withoutMarks`).
 */
export function gatedStep(players: Players, discriminator: Turn, generator: Turn): Step {
  const evaluate = evaluateStep(players);
  const { gate: rule } = players.iteration.training;
  return (state, inputs) => {
    const { figures } = evaluate(state, inputs);
    if (rule === "none") {
      const learned = inTurn([...discriminator, ...generator])(state, inputs);
      const who = { trainedD: tf.scalar(1), trainedG: tf.scalar(1) };
      return { state: learned.state, figures: { ...learned.figures, ...figures, ...who } };
    }
    const open = gate(rule, figures);
    const given = [state, inputs] as const;
    const d = updateIf(open.trainDiscriminator, discriminator, given, figures, marks.trainedD);
    const next = [{ ...state, ...d.state }, inputs] as const;
    const g = updateIf(open.trainGenerator, generator, next, figures, marks.trainedG);
    const who = {
      trainedD: tf.cast(open.trainDiscriminator, "float32"),
      trainedG: tf.cast(open.trainGenerator, "float32"),
    };
    return {
      state: { ...d.state, ...g.state },
      figures: { ...d.figures, ...g.figures, ...figures, ...who },
    };
  };
}

/** Figures of a step under their own names: an update's only where it was made. */
export function withoutMarks(figures: Figures): Figures {
  const entries = Object.entries(figures).flatMap(([name, value]): [string, number][] => {
    const mark = Object.entries(marks).find(([, text]) => name.startsWith(text));
    if (!mark) return [[name, value]];
    return figures[mark[0]] === 1 ? [[name.slice(mark[1].length), value]] : [];
  });
  return Object.fromEntries(entries);
}
