import { describe, expect, it } from 'vitest';
import { encodeFrame, FrameDecoder } from '../../../src/ipc/frames.ts';
import { decodeValue, encodeValue } from '../../../src/ipc/value.ts';

const encoded = (value: unknown): Uint8Array => Buffer.concat(encodeValue(value));

/** A small generator, so that a failure can be repeated (mulberry32). */
function randoms(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function randomValue(random: () => number, depth = 0): unknown {
  const kind = Math.floor(random() * (depth < 4 ? 9 : 7));
  const size = Math.floor(random() * 5);
  const list = Array.from({ length: size }, () => 0);
  switch (kind) {
    case 0:
      return undefined;
    case 1:
      return null;
    case 2:
      return random() < 0.5;
    case 3:
      return (random() - 0.5) * 10 ** Math.floor(random() * 20);
    case 4:
      return 'aµ☃\n"'.slice(0, size);
    case 5:
      return new Uint8Array(list.map(() => random() * 256));
    case 6:
      return [NaN, -0, Infinity][size % 3];
    case 7:
      return list.map(() => randomValue(random, depth + 1));
    default:
      return Object.fromEntries(list.map((_, i) => [`k${i}`, randomValue(random, depth + 1)]));
  }
}

describe('encodeValue and decodeValue', () => {
  it('give back what was encoded', () => {
    const random = randoms(1);
    for (let i = 0; i < 2000; i++) {
      const value = randomValue(random);
      expect(decodeValue(encoded(value))).toEqual(value);
    }
  });

  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a bigint', 1n],
    ['a Map', new Map()],
    ['a Date', new Date()],
    ['another typed array', new Float32Array(2)],
    ['an instance of a class', new Error('x')],
  ])('refuse to encode %s', (_what, value) => {
    expect(() => encodeValue({ value })).toThrow(TypeError);
  });

  it('refuse to encode a cycle', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(() => encodeValue(cycle)).toThrow(/too deeply/);
  });

  it('refuse every cut-off or lengthened value', () => {
    const whole = encoded({ a: [1, 'text', new Uint8Array(9)], b: { c: null } });
    for (let length = 0; length < whole.length; length++)
      expect(() => decodeValue(whole.subarray(0, length))).toThrow(RangeError);
    expect(() => decodeValue(Buffer.concat([whole, Uint8Array.of(0)]))).toThrow(/after the end/);
  });

  it('decode random and damaged bytes or throw RangeError, never anything else', () => {
    const random = randoms(2);
    let refused = 0;
    for (let i = 0; i < 20_000; i++) {
      const bytes =
        i % 2 === 0
          ? new Uint8Array(Array.from({ length: Math.floor(random() * 40) }, () => random() * 12))
          : encoded(randomValue(random)).map((byte) =>
              random() < 0.1 ? Math.floor(random() * 256) : byte,
            );
      try {
        decodeValue(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(5000);
  });

  it('do not make what a count announces before it is there', () => {
    for (const tag of [5, 6, 7, 8])
      expect(() => decodeValue(Uint8Array.of(tag, 255, 255, 255, 255, 0))).toThrow(/cut off/);
  });

  it('bound the depth', () => {
    const nest = Buffer.concat(Array.from({ length: 1e5 }, () => Uint8Array.of(7, 1, 0, 0, 0)));
    expect(() => decodeValue(nest)).toThrow(RangeError);
  });

  it('refuse the key __proto__', () => {
    const name = new TextEncoder().encode('__proto__');
    const bytes = Buffer.concat([
      Uint8Array.of(8, 1, 0, 0, 0, name.length, 0, 0, 0),
      name,
      encoded({ polluted: true }),
    ]);
    expect(() => decodeValue(bytes)).toThrow(/__proto__/);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('copy binary data out of the received bytes', () => {
    const bytes = encoded(new Uint8Array([1, 2, 3]));
    const value = decodeValue(bytes) as Uint8Array;
    bytes.fill(0);
    expect([...value]).toEqual([1, 2, 3]);
    expect(value.buffer.byteLength).toBe(3);
  });
});

describe('FrameDecoder', () => {
  const messages = [{ a: 1 }, 'two', new Uint8Array(1000).fill(7), [], null];
  const stream = Buffer.concat(messages.map((message) => encodeFrame(message)));

  it.each([1, 2, 3, 7, 64, 5000])('finds the messages in chunks of %i bytes', (size) => {
    const decoder = new FrameDecoder();
    const found: unknown[] = [];
    for (let at = 0; at < stream.length; at += size)
      found.push(...decoder.push(stream.subarray(at, at + size)));
    expect(found).toEqual(messages);
  });

  it('refuses a frame over the limit before its bytes arrive', () => {
    const decoder = new FrameDecoder(1000);
    expect(() => decoder.push(Uint8Array.of(233, 3, 0, 0))).toThrow(/over the limit/);
  });

  it('refuses text where a frame should be', () => {
    expect(() => new FrameDecoder().push(Buffer.from('Traceback (most recent'))).toThrow(
      RangeError,
    );
  });
});
