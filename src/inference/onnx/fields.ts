/** One field of a protocol buffers message: its number, its bytes with the tag, and its content where it has a length. */
export interface Field {
  readonly number: number;
  readonly whole: Uint8Array;
  readonly content: Uint8Array | undefined;
}

/**
 * Reads the fields of a message, without looking into nested ones.
 * @throws RangeError when the bytes are no message
 */
export function* fields(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined || scale > 2 ** 63) throw new RangeError('It is cut off.');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  const skip = (length: number): void => {
    if (length > bytes.length - at) throw new RangeError('It is cut off.');
    at += length;
  };
  while (at < bytes.length) {
    const start = at;
    const tag = varint();
    const wire = tag % 8;
    let content: Uint8Array | undefined;
    if (wire === 0) varint();
    else if (wire === 1) skip(8);
    else if (wire === 5) skip(4);
    else if (wire === 2) {
      const length = varint();
      const from = at;
      skip(length);
      content = bytes.subarray(from, at);
    } else throw new RangeError('It has a field of no known type.');
    yield { number: Math.floor(tag / 8), whole: bytes.subarray(start, at), content };
  }
}
