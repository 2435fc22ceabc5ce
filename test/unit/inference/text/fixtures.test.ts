import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  ChatTemplate,
  PromptEncoder,
  TextStream,
  Tokenizer,
} from '../../../../src/inference/text/index.ts';
import {
  chatMessages,
  fixtureFolder,
  readReference,
  type ReferenceCase,
} from '../../../fixtures/inference/reference.ts';

/** Side of the square of patches that becomes one token. */
const MERGE = 2;

describe.each(['qwen3vl-gqa', 'qwen35'] as const)('the conversations of %s', async (name) => {
  const folder = fixtureFolder(name);
  const { cases } = await readReference(name);
  const tokenizer = await Tokenizer.read(folder);
  const template = await ChatTemplate.read(folder, tokenizer);
  const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as {
    image_token_id: number;
  };
  const imageToken = config.image_token_id;

  async function encoded(
    one: ReferenceCase,
    encoder: PromptEncoder,
  ): Promise<{ tokens: readonly number[]; taken: number; text: string }> {
    const { tools, thinking } = one;
    const rendered = template.render(await chatMessages(one.messages), {
      tools,
      thinking,
      imageToken,
    });
    const images = one.grids.map(([time, rows, columns], index) => ({
      key: String(index),
      count: (time * rows * columns) / MERGE ** 2,
    }));
    return { ...encoder.encode(rendered, images), text: rendered.text };
  }

  /** Tokens of a prompt up to the last added one in the beginning that it has in common with a text. */
  function upToAdded({ prompt, promptTokens }: ReferenceCase, text: string): number {
    let [length, count] = [0, 0];
    promptTokens.forEach((token, index) => {
      const image = token === imageToken && promptTokens[index - 1] === token;
      if (!image) length += tokenizer.tokenText(token).length;
      const common = text.startsWith(prompt.slice(0, length));
      if (common && tokenizer.addedTokens.byId(token)) count = index + 1;
    });
    return count;
  }

  it.each(cases)('have the text and tokens that transformers gives: $name', async (one) => {
    const { tokens, text } = await encoded(one, new PromptEncoder(tokenizer, imageToken));
    expect(text).toBe(one.prompt);
    expect(tokens).toEqual(one.promptTokens);
  });

  it('have the same tokens turn by turn, and take over what came before', async () => {
    const turns = cases.filter((one) => one.name.startsWith('turn'));
    expect(turns.length).toBeGreaterThan(1);
    const encoder = new PromptEncoder(tokenizer, imageToken);
    let before = { text: '', length: 0 };
    for (const turn of turns) {
      const { tokens, taken } = await encoded(turn, encoder);
      expect(tokens).toEqual(turn.promptTokens);
      const whole = turn.prompt.startsWith(before.text);
      expect(taken).toBe(whole ? before.length : upToAdded(turn, before.text));
      const ends = turn.endedBy === 'stop' ? turn.greedyTokens.slice(0, -1) : turn.greedyTokens;
      const stream = new TextStream(tokenizer);
      let text = '';
      for (const token of ends) text += stream.push(token).text;
      expect(text + stream.finish()).toBe(turn.reply);
      encoder.replied(stream);
      before = { text: turn.prompt + turn.reply, length: tokens.length + ends.length };
    }
  });
});
