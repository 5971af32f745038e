import type { Picture } from "./picture.js";

/** 512 MiB. */
export const cacheLimitBytes = 512 * 2 ** 20;

/**
 * Decoded pictures kept in memory up to a limit. What came first stays: when every picture is used
 * once per pass, throwing out the oldest would throw out each one just before it is needed.
 * Pictures of another size make room for the size in use.
 */
export class PictureCache {
  private readonly sizes = new Map<string, Map<number, Picture>>();
  private heldBytes = 0;

  constructor(private readonly limitBytes = cacheLimitBytes) {}

  get bytes(): number {
    return this.heldBytes;
  }

  get(size: string, index: number): Picture | undefined {
    return this.sizes.get(size)?.get(index);
  }

  /** Keeps a picture if there is room for it. */
  add(size: string, index: number, picture: Picture): void {
    const bytes = picture.data.length;
    while (this.heldBytes + bytes > this.limitBytes && this.dropOther(size)) {}
    if (this.heldBytes + bytes > this.limitBytes) return;
    const pictures = this.sizes.get(size) ?? new Map<number, Picture>();
    if (pictures.has(index)) return;
    this.sizes.set(size, pictures);
    pictures.set(index, picture);
    this.heldBytes += bytes;
  }

  private dropOther(size: string): boolean {
    for (const [other, pictures] of this.sizes) {
      if (other === size) continue;
      for (const picture of pictures.values()) this.heldBytes -= picture.data.length;
      this.sizes.delete(other);
      return true;
    }
    return false;
  }
}
