import * as kinds from "./kinds.js";
import type { LayerKind, Shape } from "./layerKind.js";

type Kinds = typeof kinds;
type LayerOf<K> = K extends LayerKind<infer L> ? L : never;

/** One layer as data: what it is, never how it runs; the constructors are in `layers/`. */
export type Layer = { [K in keyof Kinds]: LayerOf<Kinds[K]> }[keyof Kinds];

/** A network as data: the shape of one input and the layers in order. */
export interface Network {
  readonly name: string;
  readonly input: Shape;
  readonly layers: readonly Layer[];
  /** Taps that it gives out besides what its last layer gives. */
  readonly outputs?: readonly string[];
}

/** Every kind under its own name: one under another's does not compile. */
const byName: { readonly [K in Layer["kind"]]: LayerKind<Extract<Layer, { kind: K }>> } = kinds;

/** All that is known of a layer's kind; it is given layers of that kind only. */
export function kindOf(layer: Layer): LayerKind<Layer> {
  return byName[layer.kind] as unknown as LayerKind<Layer>;
}

/** Classes that the end of a network's input tells, 0 for none. */
export function classesIn({ layers }: Network): number {
  const [first] = layers;
  return first?.kind === "labelGate" ? first.classes : 0;
}

/** Whether those classes are high and low of attributes. */
export const tellsEnds = ({ layers: [first] }: Network): boolean =>
  first?.kind === "labelGate" && first.ends === true;
