/** The few forms of Protocol Buffers' wire format that a TensorFlow graph needs. */

/** A message being written: pieces to be joined at the end. */
export type Message = Uint8Array[];

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value)); // negative numbers take ten bytes
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

/** A whole number (int32, int64, bool, enum) as field `field`. */
export function putInteger(message: Message, field: number, value: number): void {
  message.push(Uint8Array.from([...varint(field * 8), ...varint(value)]));
}

/** A 32 bit floating-point number. */
export function putFloat(message: Message, field: number, value: number): void {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  message.push(Uint8Array.from(varint(field * 8 + 5)), bytes);
}

/** A 64 bit floating-point number. */
export function putDouble(message: Message, field: number, value: number): void {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  message.push(Uint8Array.from(varint(field * 8 + 1)), bytes);
}

/** A list of 32 bit floating-point numbers, packed. */
export function putFloats(message: Message, field: number, values: readonly number[]): void {
  putBytes(message, field, Buffer.from(Float32Array.from(values).buffer));
}

/** Text, bytes, or a finished message. */
export function putBytes(message: Message, field: number, value: string | Uint8Array): void {
  const bytes = typeof value === "string" ? Buffer.from(value) : value;
  message.push(Uint8Array.from([...varint(field * 8 + 2), ...varint(bytes.length)]), bytes);
}

/** A message within a message. */
export function putMessage(message: Message, field: number, write: (inner: Message) => void): void {
  const inner: Message = [];
  write(inner);
  const length = inner.reduce((sum, piece) => sum + piece.length, 0);
  message.push(Uint8Array.from([...varint(field * 8 + 2), ...varint(length)]));
  for (const piece of inner) message.push(piece); // a large graph has more pieces than a call takes arguments
}

/**
 * The fields of a message in their order: whole numbers, and bytes of texts and inner messages.
 * Floating-point numbers are passed over.
 */
export function fieldsOf(message: Uint8Array): readonly (readonly [number, number | Uint8Array])[] {
  const fields: (readonly [number, number | Uint8Array])[] = [];
  let at = 0;
  const read = () => {
    let value = 0;
    for (let place = 1; ; place *= 128) {
      const byte = message[at++] as number;
      value += (byte & 127) * place;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = read();
    const [field, form] = [Math.floor(key / 8), key % 8];
    if (form === 0) fields.push([field, read()]);
    else if (form === 2) {
      const length = read();
      fields.push([field, message.subarray(at, at + length)]);
      at += length;
    } else at += form === 1 ? 8 : 4;
  }
  return fields;
}
