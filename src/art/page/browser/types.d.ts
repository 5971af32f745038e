// Shapes of what the page to play with reads; for the type check only.
import type * as Core from "@tensorflow/tfjs-core";
import type * as Layers from "@tensorflow/tfjs-layers";
import type { Random as RandomClass } from "../../../engine/random.js";
import type { PlayData as PlayDataJson } from "../playData.js";

declare global {
  type PlayData = PlayDataJson;
  type PlayModel = Layers.LayersModel;
  type Latent = Float32Array<ArrayBuffer>;
  const tf: typeof Core & typeof Layers;
  const Random: typeof RandomClass;
  type Rolls = RandomClass;

  /** Where the reader stands. */
  interface Place {
    /** The seed, and how far towards the next one, 0..1. */
    seed: number;
    way: number;
    /** The class to draw; -1 where seeds take the classes in turn. */
    among: number;
    /** Normal numbers farther from 0 are drawn again. */
    truncation: number;
    /** What the latent's distance from the middle is multiplied with. */
    spread: number;
    /** How far along each direction, in deviations of the noise. */
    amounts: number[];
  }

  /** The page at work. */
  interface Play {
    data: PlayData;
    model: PlayModel;
    place: Place;
    /** Where the picture on the canvas was drawn. */
    shown: Place;
    canvas: HTMLCanvasElement;
    /** Called after each picture. */
    drawn: () => void;
  }
}
