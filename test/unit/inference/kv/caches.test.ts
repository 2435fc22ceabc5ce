import { describe, expect, it } from 'vitest';
import { DecoderCache } from '../../../../src/inference/kv/decoderCache.ts';
import { DeviceKv } from '../../../../src/inference/kv/deviceKv.ts';
import { DeviceSharedKv } from '../../../../src/inference/kv/deviceSharedKv.ts';
import { GrowingKv } from '../../../../src/inference/kv/growingKv.ts';
import { resizeOnDevice } from '../../../../src/inference/kv/resizeOnDevice.ts';
import { SharedKv } from '../../../../src/inference/kv/sharedKv.ts';
import { States } from '../../../../src/inference/kv/states.ts';
import type { KvStore } from '../../../../src/inference/kv/store.ts';
import type { KvEntry, StateEntry } from '../../../../src/inference/sessions/decoderLayout.ts';
import { floatsOf, floatTensor } from '../../../../src/inference/sessions/floats.ts';
import type { Tensor } from '../../../../src/inference/sessions/runtime.ts';

const HEADS = 2;
const SIZE = 3;
const ENTRIES: readonly KvEntry[] = ['key', 'value'].map((kind) => ({
  past: `past_key_values.0.${kind}`,
  present: `present.0.${kind}`,
  heads: HEADS,
  headSize: SIZE,
}));
const LIMIT = 5_000;

/** What a token leaves in the cache: told by its place, head and index. */
const mark = (token: number, head: number, index: number): number =>
  token * 100 + head * 10 + index + 1;

/** A decoder that concatenates: makes tensors one step longer. */
function concatenate(past: Tensor, length: number, tokens: number): Tensor {
  expect(past.dims).toEqual([1, HEADS, length, SIZE]);
  const now = new Float32Array(HEADS * (length + tokens) * SIZE);
  for (let head = 0; head < HEADS; head++) {
    const old = floatsOf(past).subarray(head * length * SIZE, (head + 1) * length * SIZE);
    now.set(old as Float32Array, head * (length + tokens) * SIZE);
    for (let token = length; token < length + tokens; token++)
      for (let index = 0; index < SIZE; index++)
        now[(head * (length + tokens) + token) * SIZE + index] = mark(token, head, index);
  }
  return floatTensor(now, [1, HEADS, length + tokens, SIZE]);
}

/** GroupQueryAttention: writes behind the first `length` tokens of the present, whose size is the past's. */
function writeInPlace(
  past: Tensor,
  present: Tensor | null,
  length: number,
  tokens: number,
): Tensor {
  const target = present ?? floatTensor(floatsOf(past).slice() as Float32Array, past.dims);
  if (present) expect(present).toBe(past);
  const capacity = target.dims[2] ?? 0;
  expect(capacity).toBeGreaterThanOrEqual(length + tokens);
  const data = floatsOf(target);
  for (let head = 0; head < HEADS; head++)
    for (let token = length; token < length + tokens; token++)
      for (let index = 0; index < SIZE; index++)
        data[(head * capacity + token) * SIZE + index] = mark(token, head, index);
  return target;
}

async function step(cache: DecoderCache, tokens: number, inPlace: boolean): Promise<void> {
  const { length } = cache;
  const feeds = await cache.feeds(tokens);
  const fetches = cache.fetches();
  const outputs: Record<string, Tensor> = {};
  for (const { past, present } of ENTRIES) {
    const before = feeds[past];
    if (!before) throw new Error(`${past} is missing`);
    outputs[present] = inPlace
      ? writeInPlace(before, fetches[present] ?? null, length, tokens)
      : concatenate(before, length, tokens);
  }
  cache.commit(outputs, tokens);
}

/** What the decoder would see at its next step. */
async function contents(cache: DecoderCache): Promise<number[][]> {
  const feeds = await cache.feeds(0);
  return ENTRIES.map(({ past }) => {
    const tensor = feeds[past];
    if (!tensor) throw new Error(`${past} is missing`);
    const capacity = tensor.dims[2] ?? 0;
    const data = [...floatsOf(tensor)];
    return Array.from({ length: HEADS }, (_, head) =>
      data.slice(head * capacity * SIZE, (head * capacity + cache.length) * SIZE),
    ).flat();
  });
}

const expected = (length: number): number[] =>
  Array.from({ length: HEADS }, (_, head) =>
    Array.from({ length }, (_, token) =>
      Array.from({ length: SIZE }, (_, index) => mark(token, head, index)),
    ).flat(),
  ).flat();

// The operators that resize are the same on every provider; here they run on the CPU.
const { resize } = resizeOnDevice('float32', { device: 'cpu', threads: 1 });
const STORES: readonly [string, boolean, () => KvStore][] = [
  ['one typed array', true, () => new SharedKv(ENTRIES, 'float32', LIMIT)],
  ['tensors that grow', false, () => new GrowingKv(ENTRIES, 'float32')],
  ['tensors on the device', false, () => new DeviceKv(ENTRIES, 'float32', resize)],
  ['one buffer on the device', true, () => new DeviceSharedKv(ENTRIES, 'float32', LIMIT, resize)],
];

describe.each(STORES)('a cache of %s', (_, inPlace, make) => {
  it('holds what was read, in steps of any size', async () => {
    const cache = new DecoderCache(make(), new States([]));
    for (const tokens of [3, 1, 1, 700, 600, 1, 1400]) await step(cache, tokens, inPlace);
    expect(cache.length).toBe(2706);
    for (const kept of await contents(cache)) expect(kept).toEqual(expected(2706));
  });

  it('goes back and on again', async () => {
    const cache = new DecoderCache(make(), new States([]));
    await step(cache, 40, inPlace);
    expect(await cache.rewind(11)).toBe(11);
    await step(cache, 2, inPlace);
    for (const kept of await contents(cache)) expect(kept).toEqual(expected(13));
    expect(await cache.rewind(0)).toBe(0);
    await step(cache, 5, inPlace);
    for (const kept of await contents(cache)) expect(kept).toEqual(expected(5));
  });

  it('is empty and usable after it was cleared', async () => {
    const cache = new DecoderCache(make(), new States([]));
    await step(cache, 1300, inPlace);
    cache.clear();
    expect(cache.length).toBe(0);
    await step(cache, 4, inPlace);
    for (const kept of await contents(cache)) expect(kept).toEqual(expected(4));
  });
});

describe('SharedKv', () => {
  it('gives the same buffer as past and present', async () => {
    const kv = new SharedKv(ENTRIES, 'float32', LIMIT);
    await kv.prepare(0, 10);
    const [feeds, fetches] = [kv.feeds(), kv.fetches()];
    for (const { past, present } of ENTRIES) expect(feeds[past]).toBe(fetches[present]);
  });

  it('doubles its room and never exceeds the context', async () => {
    const kv = new SharedKv(ENTRIES, 'float32', LIMIT);
    await kv.prepare(0, 1025);
    expect(kv.capacity).toBe(1025);
    await kv.prepare(1025, 1);
    expect(kv.capacity).toBe(2050);
    await kv.prepare(2050, 2000);
    expect(kv.capacity).toBe(4100);
    await kv.prepare(4100, 1);
    expect(kv.capacity).toBe(LIMIT);
  });
});

describe('States', () => {
  const ENTRY: StateEntry = {
    past: 'past_recurrent.0',
    present: 'present_recurrent.0',
    dims: [1, 2],
    type: 'float32',
  };
  /** A state that tells how many tokens made it. */
  const after = (states: States, tokens: number): void =>
    states.commit({ [ENTRY.present]: floatTensor(Float32Array.of(tokens, 0), [1, 2]) });
  const now = (states: States): number => floatsOf(states.feeds()[ENTRY.past] as Tensor)[0] ?? NaN;

  it('begins with zeros and is replaced at every step', () => {
    const states = new States([ENTRY]);
    expect(now(states)).toBe(0);
    after(states, 4);
    expect(now(states)).toBe(4);
  });

  it('goes back to the latest state that was kept, or to the beginning', () => {
    const states = new States([ENTRY]);
    for (const length of [10, 20, 30]) {
      after(states, length);
      if (length < 30) states.keep(length);
    }
    expect(states.rewind(30, 30)).toBe(30);
    expect(now(states)).toBe(30);
    expect(states.rewind(25, 30)).toBe(20);
    expect(now(states)).toBe(20);
    after(states, 26);
    expect(states.rewind(19, 26)).toBe(10);
    expect(now(states)).toBe(10);
    expect(states.rewind(9, 10)).toBe(0);
    expect(now(states)).toBe(0);
  });

  it('keeps only the last ones', () => {
    const states = new States([ENTRY]);
    for (let length = 1; length <= 40; length++) {
      after(states, length);
      states.keep(length);
    }
    expect(states.rewind(20, 40)).toBe(0);
  });
});
