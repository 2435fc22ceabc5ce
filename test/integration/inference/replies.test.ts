import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadedEngine } from '../../../src/inference/engine/loadedEngine.ts';
import { InferenceError } from '../../../src/inference/errors.ts';
import type { ChatMessage } from '../../../src/inference/protocol.ts';
import { Tokenizer } from '../../../src/inference/text/index.ts';
import {
  chatMessages,
  fixtureFolder,
  readReference,
  type ReferenceCase,
} from '../../fixtures/inference/reference.ts';
import { greedy, openEngine, replyOf } from './engines.ts';

/** What a caller can ask of a reply. */
const NAME = 'qwen35';
const folder = fixtureFolder(NAME);
const { cases } = await readReference(NAME);
const caseOf = (name: string): ReferenceCase => {
  const found = cases.find((one) => one.name === name);
  if (!found) throw new Error(`There is no case ${name}.`);
  return found;
};
const tokenizer = await Tokenizer.read(folder);

let engine: LoadedEngine;
let image: readonly ChatMessage[];
beforeAll(async () => {
  engine = await openEngine(folder);
  image = await chatMessages(caseOf('image').messages);
});
afterAll(() => engine.release());

describe('drawing', () => {
  const drawn = (seed: number) =>
    replyOf(engine, {
      messages: image,
      sampling: { temperature: 3, seed },
      stop: [],
      maxTokens: 12,
    });

  it('is the same for the same seed, from the cache or not, and another for another', async () => {
    const { text } = await drawn(1);
    expect((await drawn(1)).text).toBe(text);
    const fresh = await openEngine(folder);
    const params = {
      messages: image,
      sampling: { temperature: 3, seed: 1 },
      stop: [],
      maxTokens: 12,
    };
    expect((await replyOf(fresh, params)).text).toBe(text);
    await fresh.release();
    expect((await drawn(2)).text).not.toBe(text);
  });

  it('repeats less under a penalty', async () => {
    const most = (text: string): number => {
      const tokens = tokenizer.encode(text);
      return Math.max(...tokens.map((id) => tokens.filter((other) => other === id).length));
    };
    const plain = await replyOf(engine, greedy(image, { maxTokens: 40 }));
    const sampling = { temperature: 0, presencePenalty: 50 };
    const varied = await replyOf(engine, greedy(image, { maxTokens: 40, sampling }));
    expect(most(plain.text)).toBeGreaterThan(1);
    expect(most(varied.text)).toBeLessThan(most(plain.text));
  });

  it('refuses settings that make no sense', async () => {
    await expect(replyOf(engine, greedy(image, { sampling: { topP: 7 } }))).rejects.toThrow(
      /topP 7/u,
    );
  });
});

describe('the end', () => {
  it('comes at a stop string, which stays', async () => {
    const { text } = await replyOf(engine, greedy(image, { maxTokens: 12, thinking: false }));
    const stop = text.slice(4, 7);
    const { text: cut, end } = await replyOf(
      engine,
      greedy(image, { maxTokens: 12, thinking: false, stop: [stop] }),
    );
    expect(cut).toBe(text.slice(0, text.indexOf(stop) + stop.length));
    expect(end.reason).toBe('stop');
  });

  it('comes at a token that the caller names, which does not', async () => {
    const whole = await replyOf(engine, greedy(image, { maxTokens: 12, thinking: false }));
    const [first = 0, second = 0] = tokenizer.encode(whole.text);
    const stopTokens = [first === second ? first : second];
    const { text, end } = await replyOf(
      engine,
      greedy(image, { maxTokens: 12, thinking: false, stopTokens }),
    );
    expect(end.reason).toBe('stop');
    expect(end.completionTokens).toBe(first === second ? 0 : 1);
    expect(whole.text.startsWith(text)).toBe(true);
  });

  it('comes at the limit of tokens', async () => {
    const { end } = await replyOf(engine, greedy(image, { maxTokens: 3, thinking: false }));
    expect(end).toMatchObject({ reason: 'length', completionTokens: 3 });
  });
});

describe('a thought', () => {
  it('begins where the prompt opened it, and is counted', async () => {
    const { text, end } = await replyOf(engine, greedy(image, { maxTokens: 6, thinking: true }));
    expect(text.startsWith('<think>')).toBe(true);
    expect(end.thoughtTokens).toBe(6);
  });

  it('is closed when its budget is spent, and the reply goes on', async () => {
    const params = greedy(image, { maxTokens: 24, thinking: true, thinkingBudget: 5 });
    const { text, end } = await replyOf(engine, params);
    expect(text).toMatch(/^<think>[\s\S]*<\/think>\n\n[\s\S]+$/u);
    expect(end.thoughtTokens).toBeLessThan(12);
    expect(end.completionTokens).toBeGreaterThan(end.thoughtTokens);
  });

  it('hides stop strings', async () => {
    const thought = await replyOf(engine, greedy(image, { maxTokens: 8, thinking: true }));
    const stop = thought.text.slice(-4);
    const { text } = await replyOf(
      engine,
      greedy(image, { maxTokens: 8, thinking: true, stop: [stop] }),
    );
    expect(text).toBe(thought.text);
  });
});

describe('what is reported', () => {
  it('is how far the prompt has been read, and how long what took', async () => {
    engine = await reopened();
    const { items, end } = await replyOf(engine, greedy(image, { maxTokens: 2 }));
    const read = items.filter((item) => item.type === 'prefill');
    expect(read[0]).toMatchObject({ done: 0, cached: 0, total: end.promptTokens });
    expect(read.at(-1)).toMatchObject({ done: end.promptTokens });
    for (const ms of Object.values(end.timings)) expect(ms).toBeGreaterThan(0);
    const again = await replyOf(engine, greedy(image, { maxTokens: 2 }));
    expect(again.end.timings.visionMs).toBe(0);
  });
});

describe('what cannot be done', () => {
  const kindOf = async (work: Promise<unknown>): Promise<string> => {
    const error: unknown = await work.catch((thrown: unknown) => thrown);
    return error instanceof InferenceError ? error.kind : String(error);
  };

  it('is a conversation that is longer than the context: said with the numbers, and a shorter one goes on', async () => {
    const small = await openEngine(folder, { contextTokens: 96 });
    const words = 'one two three '.repeat(60);
    const long = greedy([{ role: 'user', parts: [{ type: 'text', text: words }] }]);
    await expect(replyOf(small, long)).rejects.toThrow(/has \d+ tokens, and the context .* is 96/u);
    expect(await kindOf(replyOf(small, long))).toBe('context');
    const short = greedy([{ role: 'user', parts: [{ type: 'text', text: 'one' }] }]);
    const { end } = await replyOf(small, { ...short, maxTokens: 500 });
    expect(end.promptTokens + end.completionTokens).toBeLessThanOrEqual(96);
    await small.release();
  });

  it('is an image that cannot be read, and the next question works', async () => {
    const parts = [
      { type: 'image', mime: 'image/png', bytes: new TextEncoder().encode('no picture') },
    ] as const;
    expect(await kindOf(replyOf(engine, greedy([{ role: 'user', parts }])))).toBe('image');
    expect((await replyOf(engine, greedy(image))).end.completionTokens).toBeGreaterThan(0);
  });
});

async function reopened(): Promise<LoadedEngine> {
  await engine.release();
  return openEngine(folder);
}
