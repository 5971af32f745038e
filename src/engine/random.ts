/** Where a generator stands: enough to go on from there, bit for bit. */
export interface RandomState {
  readonly key: readonly [number, number];
  readonly block: number;
  readonly used: number;
}

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** High and low 32 bits of a 32 x 32 bit product. */
function multiply(a: number, b: number): [number, number] {
  const low = Math.imul(a, b) >>> 0;
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const middleLow = (middle & 0xffff) + aLow * bHigh;
  const high = aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(middleLow / 65536);
  return [high >>> 0, low];
}

/**
 * One block of Philox4x32-10, a counter-based generator (Salmon et al. 2011, "Parallel random
 * numbers: as easy as 1, 2, 3", section 3.3): the same key and counter always give the same words.
 * @returns four words of 32 bits.
 */
export function philox(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): [number, number, number, number] {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const [high0, low0] = multiply(M0, c0);
    const [high1, low1] = multiply(M1, c2);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + W0) >>> 0;
    k1 = (k1 + W1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** FNV-1a, 32 bits: a name becomes the second half of a key. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(name)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

/**
 * A stream of random numbers, named and seeded: `new Random(1, "latents")` never meets
 * `new Random(1, "data")`. Its state is small and can be saved and restored.
 */
export class Random {
  private readonly key: readonly [number, number];
  private block = 0;
  private words: readonly number[] = [];
  private used = 4;

  constructor(seed: number, stream: string) {
    this.key = [seed >>> 0, hash(stream)];
  }

  /** 32 random bits. */
  word(): number {
    if (this.used === 4) {
      this.words = philox([this.block >>> 0, Math.floor(this.block / 2 ** 32), 0, 0], this.key);
      this.block++;
      this.used = 0;
    }
    return this.words[this.used++] as number;
  }

  /** Uniform in [0, 1), 24 bits: exact in float32. */
  uniform(): number {
    return (this.word() >>> 8) / 2 ** 24;
  }

  /** Normal(0, 1), by Box and Muller (1958); one number of each pair is used. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Uniform among 0, 1 .. `count - 1`. */
  integer(count: number): number {
    return Math.floor((this.word() / 2 ** 32) * count);
  }

  /** The numbers 0 .. `count - 1` in random order (Fisher and Yates). */
  permutation(count: number): Uint32Array {
    const order = Uint32Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      const kept = order[last] as number;
      order[last] = order[other] as number;
      order[other] = kept;
    }
    return order;
  }

  state(): RandomState {
    return { key: this.key, block: this.block, used: this.used };
  }

  /** A generator that goes on where `state` was taken. */
  static restore(state: RandomState): Random {
    const random = new Random(0, "");
    Object.assign(random, { key: state.key, block: state.block, used: state.used });
    if (state.used < 4) {
      const block = state.block - 1;
      random.words = philox([block >>> 0, Math.floor(block / 2 ** 32), 0, 0], state.key);
    }
    return random;
  }
}
