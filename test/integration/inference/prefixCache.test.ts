import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoadedEngine } from '../../../src/inference/engine/loadedEngine.ts';
import type { ChatMessage, GenerateParams } from '../../../src/inference/protocol.ts';
import {
  chatMessages,
  fixtureFolder,
  FIXTURE_NAMES,
  readReference,
  type ReferenceCase,
} from '../../fixtures/inference/reference.ts';
import { greedy, openEngine, replyOf } from './engines.ts';

/** A conversation goes on from what the cache has, and replies as one whose every turn is computed anew. */
describe.each(FIXTURE_NAMES)('%s', (name) => {
  let engine: LoadedEngine;
  let turns: readonly (readonly ChatMessage[])[];
  let references: readonly ReferenceCase[];
  /** States of linear attention can only be gone back to where they were kept. */
  const hybrid = (): boolean => engine.info.architecture.startsWith('Qwen3_5');
  beforeEach(async () => {
    engine = await openEngine(fixtureFolder(name));
    const { cases } = await readReference(name);
    references = cases.filter((one) => one.name.startsWith('turn '));
    turns = await Promise.all(references.map(({ messages }) => chatMessages(messages)));
    expect(turns.length).toBe(3);
  });
  afterEach(() => engine.release());

  /** What a model without any memory replies. */
  const anew = async (params: GenerateParams): Promise<string> => {
    const fresh = await openEngine(fixtureFolder(name));
    const { text, end } = await replyOf(fresh, params);
    expect(end.cachedTokens).toBe(0);
    await fresh.release();
    return text;
  };

  it('reads only what is new of each turn', async () => {
    let known: readonly number[] = [];
    for (const [index, messages] of turns.entries()) {
      const { promptTokens = [], greedyTokens = [], thinking } = references[index] ?? {};
      // As long as the reply that the next turn has.
      const params = greedy(messages, {
        maxTokens: greedyTokens.length,
        ...(thinking !== undefined && { thinking }),
      });
      const { text, end } = await replyOf(engine, params);
      expect(text).toBe(await anew(params));
      const same = promptTokens.findIndex((token, at) => token !== known[at]);
      // The reply's last token was never read; a state is found at the beginning of a reply or at its end.
      expect(end.cachedTokens).toBeLessThanOrEqual(same);
      expect(end.cachedTokens).toBeGreaterThan(same - (hybrid() ? 8 : 2));
      known = [...promptTokens, ...greedyTokens];
    }
  });

  it('computes one token of a prompt that it has just read', async () => {
    const messages = turns[1] ?? [];
    const first = await replyOf(engine, greedy(messages));
    const second = await replyOf(engine, greedy(messages));
    expect(second.text).toBe(first.text);
    expect(second.end.promptTokens - second.end.cachedTokens).toBeLessThanOrEqual(hybrid() ? 8 : 1);
  });

  it('goes back to an earlier turn, and to another question', async () => {
    for (const messages of turns) await replyOf(engine, greedy(messages));
    const back = turns[1] ?? [];
    expect((await replyOf(engine, greedy(back))).text).toBe(await anew(greedy(back)));
    const other = (turns[0] ?? []).map((message, index, all) =>
      index < all.length - 1
        ? message
        : { ...message, parts: [...message.parts, { type: 'text' as const, text: ' Why?' }] },
    );
    expect((await replyOf(engine, greedy(other))).text).toBe(await anew(greedy(other)));
  });

  it('sees that an image at the same place is another one', async () => {
    const messages = turns[0] ?? [];
    const all = turns.flat(2).flatMap(({ parts }) => parts.filter(({ type }) => type === 'image'));
    await replyOf(engine, greedy(messages));
    const swapped = messages.map((message) => ({
      ...message,
      parts: message.parts.map((part) => (part.type === 'image' ? (all.at(-1) ?? part) : part)),
    }));
    expect(swapped).not.toEqual(messages);
    const { text, end } = await replyOf(engine, greedy(swapped));
    expect(text).toBe(await anew(greedy(swapped)));
    // What stands before the image is the same.
    const again = await replyOf(engine, greedy(swapped));
    expect(end.cachedTokens).toBeLessThan(again.end.cachedTokens - 4);
  });

  it('goes on after a reply that was cancelled in the middle', async () => {
    const messages = turns[1] ?? [];
    const controller = new AbortController();
    const cancelled = async (): Promise<void> => {
      let pieces = 0;
      for await (const item of engine.generate(greedy(messages), controller.signal))
        if (item.type === 'text' && ++pieces === 3) controller.abort();
    };
    await expect(cancelled()).rejects.toThrow(/abort/iu);
    const { text, end } = await replyOf(engine, greedy(messages));
    expect(text).toBe(await anew(greedy(messages)));
    expect(end.cachedTokens).toBeGreaterThan(end.promptTokens * 0.8);
  });

  it('keeps what was read of a prompt that was cancelled before its reply', async () => {
    const messages = turns[2] ?? [];
    const controller = new AbortController();
    controller.abort();
    await expect(replyOf(engine, greedy(messages), controller.signal)).rejects.toThrow(/abort/iu);
    expect((await replyOf(engine, greedy(messages))).text).toBe(await anew(greedy(messages)));
  });
});
