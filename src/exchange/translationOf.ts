import { ConfigError, expected } from "../errors.js";
import { kindOf, type Layer } from "../nets/layer.js";
import type { Translation } from "../nets/layerKind.js";

/** How other programs' files have a layer. @throws ConfigError for one that they do not have. */
export function translationOf(layer: Layer): Exclude<Translation<Layer>, { refused: string }> {
  const { translation } = kindOf(layer);
  if (!("refused" in translation)) return translation;
  const what = `layers that other programs have: ${translation.refused}`;
  throw new ConfigError(expected("network to write", what, layer.kind));
}
