import type { SafetensorsHeader, StoredForm } from "../runs/safetensorsHeader.js";

/** One array of a file that PyTorch wrote: its own name, and where and as what it is stored. */
export interface TorchEntry {
  readonly fullName: string;
  readonly form: StoredForm;
}

const pattern = /^(?<prefix>(?:[A-Za-z_]\w*\.)*)(?<index>\d+)\.(?<word>\w+)$/;

/**
 * The arrays of a file by short names that count layers from 0: the PyTorch example's
 * `main.3.weight`, a converted dcgan.torch file's `3.weight`, or `modules.4.weight` where it kept
 * Lua's count from 1, all become `3.weight`. Names that are no layer's stay as they are.
 * `num_batches_tracked`, a counter that no picture depends on, is left out.
 */
export function torchEntries({ arrays }: SafetensorsHeader): ReadonlyMap<string, TorchEntry> {
  const parsed = [...arrays].map(([fullName, form]) => {
    const { index, word } = pattern.exec(fullName)?.groups ?? {};
    return { fullName, form, word, index: index === undefined ? undefined : Number(index) };
  });
  const first = Math.min(...parsed.flatMap(({ index }) => index ?? []));
  const base = first === 1 ? 1 : 0;
  return new Map(
    parsed
      .filter(({ word }) => word !== "num_batches_tracked")
      .map(({ fullName, form, word, index }) => [
        index === undefined ? fullName : `${index - base}.${word}`,
        { fullName, form },
      ]),
  );
}
