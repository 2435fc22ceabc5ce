import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { candidates } from '../../../../src/inference/sampling/candidates.ts';
import { History } from '../../../../src/inference/sampling/history.ts';
import { resolveSampling, Sampler } from '../../../../src/inference/sampling/index.ts';
import { Random } from '../../../../src/inference/sampling/random.ts';
import { fromHalf, toHalf } from '../../../../src/inference/sessions/floats.ts';
import type { Sampling } from '../../../../src/inference/protocol.ts';

interface References {
  readonly prompt: readonly number[];
  readonly reply: readonly number[];
  readonly references: readonly {
    readonly options: Sampling;
    /** In units of 1/256. */
    readonly logits256: readonly number[];
    readonly probabilities: readonly (readonly [token: number, probability: number])[];
  }[];
}

const file = new URL('golden/references.json', import.meta.url);
const { prompt, reply, references } = JSON.parse(readFileSync(file, 'utf8')) as References;
const named = references.map((one) => ({ ...one, name: JSON.stringify(one.options) }));

function logitsOf(logits256: readonly number[]): Float32Array {
  return Float32Array.from(logits256, (value) => value / 256);
}

function sampler(options: Sampling, suppress: readonly number[] = []): Sampler {
  const made = new Sampler(resolveSampling({ seed: 1, ...options }), { suppress });
  made.reset(prompt);
  for (const token of reply) made.accept(token);
  return made;
}

function drawn(options: Sampling, logits: Float32Array | Uint16Array, count: number): number[] {
  const one = sampler(options);
  return Array.from({ length: count }, () => one.next(logits));
}

/** 150,000 logits of a bell curve with some that stand out. */
const MANY = bell();

function bell(): Float32Array {
  const random = new Random(5);
  const logits = Float32Array.from({ length: 150_000 }, () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += random.number();
    return sum;
  });
  for (let i = 0; i < 30; i++) logits[i * 4999] = 8 + i / 10;
  return logits;
}

describe('the probabilities of tokens', () => {
  it.each(named)('are those of transformers: $name', ({ options, logits256, probabilities }) => {
    const resolved = resolveSampling(options);
    const scores = logitsOf(logits256);
    const history = new History();
    history.reset(prompt);
    for (const token of reply) history.accept(token);
    history.penalise(scores, resolved);
    const { tokens, weights } = candidates(scores, resolved);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const ours = new Map(Array.from(tokens, (token, i) => [token, (weights[i] ?? 0) / total]));
    const theirs = new Map(probabilities);
    for (const token of new Set([...ours.keys(), ...theirs.keys()])) {
      const [here = 0, there = 0] = [ours.get(token), theirs.get(token)];
      expect(Math.abs(here - there)).toBeLessThan(2e-5);
      // What is ruled out has no weight at all.
      if (Math.max(here, there) > 1e-8) expect([token, here > 0]).toEqual([token, there > 0]);
    }
    expect(ours.size).toBeGreaterThan(0);
  });

  it('are the same by partial selection as by sorting everything', () => {
    const logits = MANY.slice();
    const order = [...logits.keys()].sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);
    const top = candidates(logits, resolveSampling({ topK: 25 })).tokens;
    expect([...top]).toEqual(order.slice(0, 25));
    for (const topP of [0.2, 0.5, 0.9, 0.99, 0.9999]) {
      const most = logits[order[0] ?? 0] ?? 0;
      const weights = order.map((token) => Math.exp(((logits[token] ?? 0) - most) / 1.5));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      let [before, kept] = [0, 0];
      while (before < topP * total) before += weights[kept++] ?? Infinity;
      const nucleus = candidates(logits, resolveSampling({ topP, temperature: 1.5 })).tokens;
      expect(Math.abs(nucleus.length - kept)).toBeLessThanOrEqual(1);
      const sorted = order.slice(0, nucleus.length).sort((a, b) => a - b);
      expect([...nucleus].sort((a, b) => a - b)).toEqual(sorted);
    }
  });
});

describe('drawing', () => {
  it('follows the probabilities', () => {
    const one = named.find(({ options }) => options.topK === 50);
    if (!one) throw new Error('no reference');
    const count = 20_000;
    const seen = new Map<number, number>();
    for (const token of drawn(one.options, logitsOf(one.logits256), count))
      seen.set(token, (seen.get(token) ?? 0) + 1);
    let chiSquare = 0;
    let freedom = -1;
    for (const [token, probability] of one.probabilities) {
      const [expected, times] = [count * probability, seen.get(token) ?? 0];
      if (expected < 5) continue;
      chiSquare += (times - expected) ** 2 / expected;
      freedom++;
    }
    expect(freedom).toBeGreaterThan(20);
    // Mean k, standard deviation sqrt(2k); the seed is fixed.
    expect(chiSquare).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom));
    const kept = new Set(one.probabilities.map(([token]) => token));
    expect([...seen.keys()].filter((token) => !kept.has(token))).toEqual([]);
  });

  it('is the same for the same seed, and another for another', () => {
    const logits = MANY.slice();
    const options = { temperature: 1.5, topK: 30 };
    const tokens = drawn({ ...options, seed: 42 }, logits, 30);
    expect(drawn({ ...options, seed: 42 }, logits, 30)).toEqual(tokens);
    expect(drawn({ ...options, seed: 43 }, logits, 30)).not.toEqual(tokens);
    expect(drawn({ ...options, seed: 42 + 2 ** 32 }, logits, 30)).not.toEqual(tokens);
  });

  it('is another without a seed', () => {
    const once = (): string => {
      const one = new Sampler(resolveSampling({}));
      return Array.from({ length: 20 }, () => one.next(new Float32Array(1000))).join();
    };
    expect(once()).not.toBe(once());
  });

  it('takes half-precision bits for what they are', () => {
    const bits = Uint16Array.from(MANY.slice(), toHalf);
    const singles = Float32Array.from(bits, fromHalf);
    for (const options of [{ topK: 20 }, { topP: 0.9 }, { temperature: 0 }, { minP: 0.1 }])
      expect(drawn(options, bits, 20)).toEqual(drawn(options, singles, 20));
  });

  it('changes no logits', () => {
    const logits = MANY.slice();
    drawn({ repetitionPenalty: 2, presencePenalty: 1 }, logits, 3);
    expect(logits).toEqual(MANY.slice());
  });
});

describe('greedy', () => {
  it('takes the likeliest token, the first of several', () => {
    const logits = Float32Array.of(-2, 3, -1, 3);
    expect(drawn({ temperature: 0, topK: 1, minP: 0.5 }, logits, 3)).toEqual([1, 1, 1]);
  });

  it('minds the penalties', () => {
    const one = new Sampler(resolveSampling({ temperature: 0, presencePenalty: 2 }));
    one.reset([0]);
    const logits = Float32Array.of(5, 4, 1);
    const tokens = Array.from({ length: 3 }, () => {
      const token = one.next(logits);
      one.accept(token);
      return token;
    });
    // The prompt does not count for presence, only the reply.
    expect(tokens).toEqual([0, 1, 0]);
    one.reset([]);
    expect(one.next(logits)).toBe(0);
  });
});

describe('tokens that are never to come', () => {
  it('do not, even if they are the likeliest', () => {
    const logits = new Float32Array(50);
    logits[7] = 30;
    expect(sampler({ temperature: 0 }, [7, 99]).next(logits)).toBe(0);
    const one = sampler({ temperature: 1 }, [7]);
    expect(Array.from({ length: 200 }, () => one.next(logits))).not.toContain(7);
    expect(sampler({ topK: 50 }, [7]).next(logits)).not.toBe(7);
  });
});

describe('logits that are none', () => {
  const bad = (value: number, at: number): Float32Array => {
    const logits = MANY.slice();
    logits[at] = value;
    return logits;
  };

  it.each([
    { temperature: 0 },
    { topK: 20 },
    { topP: 0.9 },
    { minP: 0.1 },
    {},
    { topK: 1, topP: 0.1 },
  ])('are an error of the provider: %j', (options) => {
    for (const at of [0, 77_777, 149_999])
      for (const value of [NaN, Infinity])
        expect(() => sampler(options).next(bad(value, at))).toThrow(
          expect.objectContaining({
            name: 'InferenceError',
            kind: 'device',
            message: expect.stringContaining('no probabilities') as string,
          }),
        );
    const nothing = new Float32Array(100).fill(-Infinity);
    expect(() => sampler(options).next(nothing)).toThrow(/no probabilities/);
    // Single ones may be ruled out.
    expect(sampler(options).next(bad(-Infinity, 3))).toBeGreaterThanOrEqual(0);
  });
});

describe('the settings', () => {
  it('are those asked for, then those of the model, then none', () => {
    const nothing = { topP: undefined } as unknown as Sampling;
    expect(resolveSampling({ topK: 5, ...nothing }, { topK: 20, topP: 0.8 })).toEqual({
      temperature: 1,
      topK: 5,
      topP: 0.8,
      minP: 0,
      repetitionPenalty: 1,
      presencePenalty: 0,
      frequencyPenalty: 0,
    });
    expect(resolveSampling({ seed: 7 }, { temperature: 0 })).toMatchObject({
      temperature: 0,
      seed: 7,
    });
  });

  it.each([
    { temperature: -1 },
    { temperature: NaN },
    { topK: 1.5 },
    { topK: -1 },
    { topP: 0 },
    { topP: 1.1 },
    { minP: 2 },
    { repetitionPenalty: 0 },
    { presencePenalty: Infinity },
  ])('out of range are refused: %j', (options) => {
    const [name] = Object.keys(options);
    expect(() => resolveSampling(options)).toThrow(
      expect.objectContaining({
        kind: 'prompt',
        message: expect.stringContaining(String(name)) as string,
      }),
    );
    expect(() => resolveSampling({}, options)).toThrow(
      expect.objectContaining({
        kind: 'files',
        message: expect.stringContaining('generation_config.json') as string,
      }),
    );
  });

  it('of very low temperatures are as good as greedy', () => {
    const logits = Float32Array.of(1, 30, 29.99);
    expect(drawn({ temperature: 1e-30 }, logits, 5)).toEqual([1, 1, 1, 1, 1]);
    expect(drawn({ temperature: 1e-30, topP: 0.5 }, logits, 2)).toEqual([1, 1]);
  });
});
