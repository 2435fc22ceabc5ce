/** Just enough of the protocol buffers wire format to write a model of one operator. */

/** A field of bytes, text or a nested message (wire type 2). */
export function bytesField(field: number, content: Uint8Array | string): Uint8Array {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return join([varint((field << 3) | 2), varint(bytes.length), bytes]);
}

/** A field of one whole number that is not negative (wire type 0). */
export function numberField(field: number, value: number): Uint8Array {
  return join([varint(field << 3), varint(value)]);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
