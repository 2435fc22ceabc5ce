import { runtime, type Tensor } from './runtime.ts';
import type { FloatType } from './decoderLayout.ts';

/** Storage of floats: half-precision numbers are kept as their 16 bits. */
export type FloatArray = Float32Array | Uint16Array;

/** Room for `length` numbers, all zero. */
export function floatArray(type: FloatType, length: number): FloatArray {
  return type === 'float32' ? new Float32Array(length) : new Uint16Array(length);
}

/** A tensor over this storage; nothing is copied. */
export function floatTensor(data: FloatArray, dims: readonly number[]): Tensor {
  const { Tensor } = runtime();
  return data instanceof Float32Array
    ? new Tensor('float32', data, dims)
    : new Tensor('float16', data, dims);
}

/** The storage of a float tensor on the CPU. Node 24 and newer have arrays for halves; their bits are what is wanted. */
export function floatsOf(tensor: Tensor): FloatArray {
  const { data } = tensor;
  if (data instanceof Float32Array || data instanceof Uint16Array) return data;
  if (ArrayBuffer.isView(data) && data.BYTES_PER_ELEMENT === 2)
    return new Uint16Array(data.buffer, data.byteOffset, data.length);
  throw new TypeError(`A tensor of ${tensor.type} holds no floats.`);
}

/** The same numbers in the other type where the types differ. */
export function converted(data: FloatArray, type: FloatType): FloatArray {
  if (type === 'float32')
    return data instanceof Float32Array ? data : Float32Array.from(data, fromHalf);
  return data instanceof Uint16Array ? data : Uint16Array.from(data, toHalf);
}

/** IEEE 754 binary16 bits to a number. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

/** A number to IEEE 754 binary16 bits, to nearest, ties to even. */
export function toHalf(value: number): number {
  single[0] = value;
  const bits = singleBits[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // 65520 and above round to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude >= 0x38800000) {
    const shifted = magnitude - 0x38000000;
    return sign | ((shifted + 0xfff + ((shifted >>> 13) & 1)) >>> 13);
  }
  // Subnormal: units of 2^-24; Math.fround keeps ties exact.
  const units = Math.abs(single[0] ?? 0) * 2 ** 24;
  const floor = Math.floor(units);
  const rest = units - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 === 1);
  return sign | (floor + (up ? 1 : 0));
}
