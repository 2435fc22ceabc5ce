import { join } from '../../../src/inference/onnx/protobuf.ts';

/** What the engine's own writer has not: negative numbers and floats. */
export { bytesField, join } from '../../../src/inference/onnx/protobuf.ts';

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
