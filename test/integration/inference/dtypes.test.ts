import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadedEngine } from '../../../src/inference/engine/loadedEngine.ts';
import type { ChatMessage, Dtype } from '../../../src/inference/protocol.ts';
import { Tokenizer } from '../../../src/inference/text/index.ts';
import {
  chatMessages,
  fixtureFolder,
  readReference,
  type ReferenceVariant,
} from '../../fixtures/inference/reference.ts';
import { greedy, openEngine, replyOf } from './engines.ts';

/** Other forms of the same decoder: halves in and out, 4 and 8 bits, weights in a file beside the graph. */
const NAME = 'qwen3vl-gqa';
const reference = await readReference(NAME);
const DTYPES: readonly Dtype[] = ['fp16', 'q4', 'q4f16', 'q8'];

const tokenizer = await Tokenizer.read(fixtureFolder(NAME));
const textOf = (tokens: readonly number[]): string =>
  Buffer.concat(tokens.map((token) => tokenizer.bytesOf(token))).toString('utf8');

/** The reference's conversation has the replies of its own weights in it. */
function withReplies(
  name: string,
  messages: readonly ChatMessage[],
  numbers: ReferenceVariant | undefined,
): readonly ChatMessage[] {
  let turn = 0;
  return messages.map((message) => {
    if (!name.startsWith('turn ') || message.role !== 'assistant') return message;
    turn++;
    const own = numbers?.cases?.find((one) => one.name === `turn ${turn}`);
    if (!own) return message;
    const ended = own.greedyTokens.at(-1) === tokenizer.idOf('<|im_end|>');
    const tokens = ended ? own.greedyTokens.slice(0, -1) : own.greedyTokens;
    return { ...message, parts: [{ type: 'text', text: textOf(tokens) }] };
  });
}

describe.each(DTYPES)('%s', (dtype) => {
  let engine: LoadedEngine;
  const numbers = reference.variants[dtype];
  // 8 bits move the logits by up to a whole: another token may be the best one.
  const exact = dtype !== 'q8';
  beforeAll(async () => {
    const parts = dtype === 'fp16' ? dtype : ({ decoder_model_merged: dtype } as const);
    engine = await openEngine(fixtureFolder(NAME), { dtype: parts });
  });
  afterAll(() => engine.release());

  it('is what was opened, with one buffer for its cache', () => {
    expect(engine.info.dtype.decoder_model_merged).toBe(dtype);
    expect(engine.info.cache).toBe('shared');
  });

  it.each(reference.cases)('replies as its reference does: $name', async (one) => {
    const own = numbers?.cases?.find(({ name }) => name === one.name);
    const { greedyTokens } = own ?? one;
    const { end, text } = await replyOf(
      engine,
      greedy(withReplies(one.name, await chatMessages(one.messages), numbers), {
        maxTokens: greedyTokens.length,
        ...(one.tools && { tools: one.tools }),
      }),
    );
    if (!own) expect(end.promptTokens).toBe(one.promptTokens.length);
    if (!exact) return expect(end.completionTokens).toBeGreaterThan(0);
    const ended = end.reason === 'stop' ? 1 : 0;
    expect(end.completionTokens).toBe(greedyTokens.length - ended);
    expect(
      text.endsWith(own ? textOf(greedyTokens.slice(0, end.completionTokens)) : one.reply),
    ).toBe(true);
  });

  it('replies from the cache as without one', async () => {
    const turns = reference.cases.filter(({ name }) => name.startsWith('turn '));
    for (const one of turns) {
      const params = greedy(await chatMessages(one.messages));
      const { text } = await replyOf(engine, params);
      const parts = dtype === 'fp16' ? dtype : ({ decoder_model_merged: dtype } as const);
      const fresh = await openEngine(fixtureFolder(NAME), { dtype: parts });
      const anew = await replyOf(fresh, params);
      await fresh.release();
      if (exact) expect(text).toBe(anew.text);
      else expect(text).not.toBe('');
    }
  });
});
