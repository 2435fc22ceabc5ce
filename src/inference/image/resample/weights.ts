/** Bits behind the point of a weight: sums of bytes by weights, overshoot included, stay within 32 bits. Pillow's PRECISION_BITS. */
export const PRECISION = 22;
/** Added to a sum before its bits behind the point are dropped. */
export const HALF = 1 << (PRECISION - 1);

/** Samples from both sides of the centre that bicubic interpolation takes. */
const SUPPORT = 2;

/** For each output sample: which input samples it is made of, and how much of each. */
export interface ResampleWeights {
  /** First input sample, by output sample. */
  readonly first: Int32Array;
  /** Number of input samples, by output sample. */
  readonly count: Int32Array;
  /** Fixed-point weights; those of output sample i begin at i * `stride`. */
  readonly weights: Int32Array;
  readonly stride: number;
}

/**
 * Weights of antialiased bicubic resampling of `from` samples to `to`, as `precompute_coeffs` and `normalize_coeffs_8bpc` of Pillow's
 * Resample.c make them. Weights of zero at both ends are left out, which changes no sum: without a change of size one sample is left.
 */
export function bicubicWeights(from: number, to: number): ResampleWeights {
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const support = SUPPORT * stretch;
  const stride = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Int32Array(to * stride);
  const window = new Float64Array(stride);
  for (let index = 0; index < to; index += 1) {
    const centre = (index + 0.5) * scale;
    const start = Math.max(Math.trunc(centre - support + 0.5), 0);
    const end = Math.min(Math.trunc(centre + support + 0.5), from);
    let sum = 0;
    for (let at = start; at < end; at += 1) {
      const weight = bicubic((at - centre + 0.5) * (1 / stretch));
      window[at - start] = weight;
      sum += weight;
    }
    let kept = 0;
    for (let at = start; at < end; at += 1) {
      const weight = fixedPoint((window[at - start] ?? 0) / sum);
      if (weight === 0 && kept === 0) continue;
      if (kept === 0) first[index] = at;
      weights[index * stride + kept] = weight;
      kept += 1;
    }
    while (kept > 1 && weights[index * stride + kept - 1] === 0) kept -= 1;
    count[index] = kept;
  }
  return { first, count, weights, stride };
}

/** Rounds half away from zero, as Pillow does. */
function fixedPoint(weight: number): number {
  return Math.trunc(weight * (1 << PRECISION) + (weight < 0 ? -0.5 : 0.5));
}

/** Keys' cubic kernel with a = -0.5. */
function bicubic(distance: number): number {
  const a = -0.5;
  const x = Math.abs(distance);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}
