import { fromHalf } from '../sessions/floats.ts';

/** Values of all half-precision numbers by their bits: a look-up is faster than the arithmetic. */
let table: Float32Array | undefined;

/** Half-precision numbers, given by their bits, as single-precision ones. */
export function copyHalves(bits: Uint16Array, into: Float32Array): void {
  const values = (table ??= Float32Array.from({ length: 65_536 }, (_, half) => fromHalf(half)));
  for (let i = 0; i < bits.length; i++) into[i] = values[bits[i] ?? 0] ?? NaN;
}
