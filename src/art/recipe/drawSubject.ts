import { samplePictures } from "../../runs/samplePictures.js";
import type { TrainedGenerator } from "../../runs/trainedGenerator.js";
import type { Images } from "../../shape.js";
import { gridImage } from "../../show/grid.js";
import { drawArithmetic } from "../arithmetic.js";
import { drawCanvas } from "../canvas/drawCanvas.js";
import { latentsOf } from "../latentOf.js";
import type { Subject } from "./recipe.js";

/** Draws what a recipe says, as one picture. */
export function drawSubject(generator: TrainedGenerator, subject: Subject): Images {
  switch (subject.kind) {
    case "picture":
      return samplePictures(generator, latentsOf(generator, [subject.seed], subject.truncation));
    case "sheet": {
      const { seeds, truncation, columns, border } = subject;
      const pictures = samplePictures(generator, latentsOf(generator, seeds, truncation));
      return gridImage(pictures, { columns, border });
    }
    case "canvas":
      return drawCanvas(generator, subject);
    case "arithmetic":
      return drawArithmetic(generator, subject);
  }
}
