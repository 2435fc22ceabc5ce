import { BLOCK } from './frame.ts';
import type { Component } from './frame.ts';

/** Bits behind the point of the constants, and of what the first pass leaves. */
const CONSTANT_BITS = 13;
const PASS_BITS = 2;

// Products of cosines with 13 bits behind the point, named as in libjpeg's jidctint.c.
const FIX_0_298631336 = 2446;
const FIX_0_390180644 = 3196;
const FIX_0_541196100 = 4433;
const FIX_0_765366865 = 6270;
const FIX_0_899976223 = 7373;
const FIX_1_175875602 = 9633;
const FIX_1_501321110 = 12299;
const FIX_1_847759065 = 15137;
const FIX_1_961570560 = 16069;
const FIX_2_053119869 = 16819;
const FIX_2_562915447 = 20995;
const FIX_3_072711026 = 25172;

/**
 * Turns the coefficients of a component into its samples, in rows of blocksAcross * 8. The accurate integer transform of libjpeg
 * (`jpeg_idct_islow`; Loeffler, Ligtenberg and Moschytz, 1989), so that samples are the same as Pillow's.
 *
 * @param quantisation factors of the coefficients, row by row.
 */
export function inverseTransform(
  coefficients: Int16Array,
  quantisation: Uint16Array,
  { blocksAcross, blocksDown }: Component,
): Uint8ClampedArray {
  const stride = blocksAcross * BLOCK;
  const samples = new Uint8ClampedArray(stride * blocksDown * BLOCK);
  const work = new Int32Array(64);
  let block = 0;
  for (let row = 0; row < blocksDown; row += 1) {
    for (let column = 0; column < blocksAcross; column += 1, block += 64) {
      transformColumns(coefficients, block, quantisation, work);
      transformRows(work, samples, row * BLOCK * stride + column * BLOCK, stride);
    }
  }
  return samples;
}

function transformColumns(
  input: Int16Array,
  block: number,
  factors: Uint16Array,
  output: Int32Array,
): void {
  for (let x = 0; x < 8; x += 1) {
    const at = block + x;
    const c0 = Math.imul(input[at] ?? 0, factors[x] ?? 0);
    const c1 = Math.imul(input[at + 8] ?? 0, factors[x + 8] ?? 0);
    const c2 = Math.imul(input[at + 16] ?? 0, factors[x + 16] ?? 0);
    const c3 = Math.imul(input[at + 24] ?? 0, factors[x + 24] ?? 0);
    const c4 = Math.imul(input[at + 32] ?? 0, factors[x + 32] ?? 0);
    const c5 = Math.imul(input[at + 40] ?? 0, factors[x + 40] ?? 0);
    const c6 = Math.imul(input[at + 48] ?? 0, factors[x + 48] ?? 0);
    const c7 = Math.imul(input[at + 56] ?? 0, factors[x + 56] ?? 0);
    if ((c1 | c2 | c3 | c4 | c5 | c6 | c7) === 0) {
      const value = c0 << PASS_BITS;
      for (let y = x; y < 64; y += 8) output[y] = value;
      continue;
    }
    transform(c0, c1, c2, c3, c4, c5, c6, c7);
    const shift = CONSTANT_BITS - PASS_BITS;
    const half = 1 << (shift - 1);
    for (let y = 0; y < 8; y += 1) output[x + 8 * y] = ((line[y] ?? 0) + half) >> shift;
  }
}

function transformRows(
  input: Int32Array,
  samples: Uint8ClampedArray,
  to: number,
  stride: number,
): void {
  const shift = CONSTANT_BITS + PASS_BITS + 3;
  // Samples are stored as differences from 128.
  const half = (1 << (shift - 1)) + (128 << shift);
  for (let y = 0, at = 0, row = to; y < 8; y += 1, at += 8, row += stride) {
    transform(
      input[at] ?? 0,
      input[at + 1] ?? 0,
      input[at + 2] ?? 0,
      input[at + 3] ?? 0,
      input[at + 4] ?? 0,
      input[at + 5] ?? 0,
      input[at + 6] ?? 0,
      input[at + 7] ?? 0,
    );
    for (let x = 0; x < 8; x += 1) samples[row + x] = ((line[x] ?? 0) + half) >> shift;
  }
}

/** What `transform` leaves: one array for all calls spares an allocation each. */
const line = new Int32Array(8);

/** The one-dimensional transform of eight numbers; results have CONSTANT_BITS more bits behind the point. */
function transform(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  c4: number,
  c5: number,
  c6: number,
  c7: number,
): void {
  const z1 = Math.imul(c2 + c6, FIX_0_541196100);
  const even2 = z1 - Math.imul(c6, FIX_1_847759065);
  const even3 = z1 + Math.imul(c2, FIX_0_765366865);
  const even0 = (c0 + c4) << CONSTANT_BITS;
  const even1 = (c0 - c4) << CONSTANT_BITS;
  const sum0 = even0 + even3;
  const sum3 = even0 - even3;
  const sum1 = even1 + even2;
  const sum2 = even1 - even2;

  const z5 = Math.imul(c7 + c3 + c5 + c1, FIX_1_175875602);
  const y1 = -Math.imul(c7 + c1, FIX_0_899976223);
  const y2 = -Math.imul(c5 + c3, FIX_2_562915447);
  const y3 = z5 - Math.imul(c7 + c3, FIX_1_961570560);
  const y4 = z5 - Math.imul(c5 + c1, FIX_0_390180644);
  const odd0 = Math.imul(c7, FIX_0_298631336) + y1 + y3;
  const odd1 = Math.imul(c5, FIX_2_053119869) + y2 + y4;
  const odd2 = Math.imul(c3, FIX_3_072711026) + y2 + y3;
  const odd3 = Math.imul(c1, FIX_1_501321110) + y1 + y4;

  line[0] = sum0 + odd3;
  line[7] = sum0 - odd3;
  line[1] = sum1 + odd2;
  line[6] = sum1 - odd2;
  line[2] = sum2 + odd1;
  line[5] = sum2 - odd1;
  line[3] = sum3 + odd0;
  line[4] = sum3 - odd0;
}
