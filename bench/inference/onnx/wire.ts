/** Just enough of the protocol buffers wire format to write an ONNX model. */

export type Bytes = Uint8Array;

export function varint(value: number | bigint): Bytes {
  const bytes: number[] = [];
  // Negative numbers are written as 64 bits in two's complement.
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

/** A whole number, a boolean or an enumeration. */
export function numberField(field: number, value: number | bigint): Bytes {
  return join([varint(field << 3), varint(value)]);
}

/** A 32-bit float. */
export function floatField(field: number, value: number): Bytes {
  const raw = new Uint8Array(4);
  new DataView(raw.buffer).setFloat32(0, value, true);
  return join([varint((field << 3) | 5), raw]);
}

/** Bytes, text or a nested message. */
export function bytesField(field: number, content: Bytes | string): Bytes {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return join([varint((field << 3) | 2), varint(bytes.length), bytes]);
}

export function join(parts: readonly Bytes[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
