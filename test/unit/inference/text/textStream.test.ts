import { describe, expect, it } from 'vitest';
import { Random } from '../../../../src/inference/sampling/random.ts';
import { closeThought, TextStream, type Tokenizer } from '../../../../src/inference/text/index.ts';
import { decoded, readTokenizer } from './folders.ts';

const tokenizer = await readTokenizer();
const plain = withoutThoughts(tokenizer);

/** The same tokenizer as one of a model that has no tokens for thoughts. */
function withoutThoughts(all: Tokenizer): Tokenizer {
  const added = Object.create(all.addedTokens, {
    byText: {
      value: (text: string) => (/think/.test(text) ? undefined : all.addedTokens.byText(text)),
    },
  }) as Tokenizer['addedTokens'];
  return {
    addedTokens: added,
    isSpecial: (id: number) => all.isSpecial(id),
    bytesOf: (id: number) => all.bytesOf(id),
    tokenText: (id: number) => all.tokenText(id),
  } as Tokenizer;
}

function id(text: string): number {
  const found = tokenizer.idOf(text);
  if (found === undefined) throw new Error(`no token ${text}`);
  return found;
}

/** Tokens of one byte each: every byte is in the vocabulary. */
const byteIds = new Map(
  Array.from({ length: 256 }, (_, token) => [tokenizer.bytesOf(token)[0] ?? -1, token]),
);

/** A text as tokens that are cut at random places, in the middle of characters, too. */
function randomTokens(text: string, random: Random): number[] {
  const ids: number[] = [];
  const characters = [...text];
  while (characters.length > 0) {
    const piece = characters.splice(0, 1 + Math.floor(random.number() * 8)).join('');
    if (random.number() < 0.5) ids.push(...tokenizer.encodePlain(piece));
    else for (const byte of Buffer.from(piece)) ids.push(byteIds.get(byte) ?? -1);
  }
  return ids;
}

interface Told {
  readonly shown: string;
  readonly text: string;
  readonly excess: number;
  readonly stopped: boolean;
  readonly inside: boolean;
}

function told(
  ids: readonly number[],
  options: ConstructorParameters<typeof TextStream>[1] = {},
  by: Tokenizer = tokenizer,
): Told {
  const stream = new TextStream(by, options);
  let shown = '';
  let stopped = false;
  for (const token of ids) {
    const step = stream.push(token);
    expect(step.text).toBe(step.text.replace(/\p{Surrogate}/gu, ''));
    shown += step.text;
    stopped = step.stopped;
    if (stopped) break;
  }
  shown += stream.finish();
  const { text, excess, thought } = stream;
  return { shown, text, excess, stopped, inside: thought.inside };
}

describe('the text of a reply', () => {
  it('is the same however its tokens are cut', () => {
    const random = new Random(1);
    const pieces = ['a', 'é', '中', '😀', '👍🏽', ' ', '\n', 'STOP', 'ST', 'OP', '</', 'think', '>'];
    for (let round = 0; round < 300; round++) {
      const text = Array.from(
        { length: 12 },
        () => pieces[Math.floor(random.number() * pieces.length)],
      ).join('');
      const end = text.indexOf('STOP');
      const expected = end < 0 ? text : text.slice(0, end + 4);
      const { shown, text: whole, stopped } = told(randomTokens(text, random), { stop: ['STOP'] });
      expect([shown, whole, stopped]).toEqual([expected, expected, end >= 0]);
    }
  });

  it('has U+FFFD for what is no UTF-8, as when it is decoded at once', () => {
    const random = new Random(2);
    for (let round = 0; round < 500; round++) {
      // Leading and continuing bytes mostly.
      const bytes = Array.from({ length: 12 }, () => 0x60 + Math.floor(random.number() * 0xa0));
      const { shown } = told(bytes.map((byte) => byteIds.get(byte) ?? -1));
      expect(shown).toBe(
        new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes)),
      );
    }
  });

  it('waits for whole characters', () => {
    const stream = new TextStream(tokenizer);
    const steps = [...Buffer.from('x😀y')].map((byte) => stream.push(byteIds.get(byte) ?? -1).text);
    expect(steps).toEqual(['x', '', '', '', '😀', 'y']);
    expect(stream.ends).toEqual([1, -1, -1, -1, 3, 4]);
  });

  it('leaves special tokens out, but not tags', () => {
    const ids = [...tokenizer.encode('a<|vision_start|>b<tool_call>c'), id('<|im_end|>')];
    expect(told(ids).shown).toBe('ab<tool_call>c');
    const stream = new TextStream(tokenizer);
    for (const token of ids) stream.push(token);
    expect(stream.ends).toEqual([1, -1, 2, 13, 14, -1]);
    expect(stream.tokens).toEqual(ids);
  });

  it('keeps a byte order mark and ids beyond the vocabulary do nothing', () => {
    expect(told([...tokenizer.encodePlain('\ufeffa'), 99_999]).shown).toBe('\ufeffa');
  });
});

describe('stop strings', () => {
  it('end the reply where the first of them is complete', () => {
    const ids = tokenizer.encodePlain('one two three');
    expect(told(ids, { stop: ['three', 'two t', 'o t'] })).toMatchObject({
      text: 'one two t',
      stopped: true,
    });
    expect(told(ids, { stop: ['four'] })).toMatchObject({ text: 'one two three', stopped: false });
  });

  it('come before a thought that would open at the same character', () => {
    const ids = tokenizer.encodePlain('a<think>b');
    expect(told(ids, { stop: ['a<think>'] }, plain)).toMatchObject({
      stopped: true,
      inside: false,
    });
    expect(told(ids, {}, plain)).toMatchObject({ stopped: false, inside: true });
  });

  it('may end in the middle of a token', () => {
    const token = tokenizer.encodePlain(' the').find((one) => tokenizer.tokenText(one) === ' the');
    expect(token).toBeDefined();
    const ids = [...tokenizer.encodePlain('see'), token ?? -1];
    const { shown, excess } = told(ids, { stop: ['e th'] });
    expect([shown, excess]).toEqual(['see th', 1]);
    const stream = new TextStream(tokenizer, { stop: ['e th'] });
    for (const one of ids) stream.push(one);
    expect(stream.ends.at(-1)).toBe(7);
  });

  it('are not looked for in a thought that the reply opens and closes', () => {
    const text = '<think>\nSTOP</think>\n\ngo STOP on';
    expect(told(tokenizer.encode(text), { stop: ['STOP'] }).text).toBe(
      '<think>\nSTOP</think>\n\ngo STOP',
    );
  });

  it('are not looked for in a thought that the prompt opened, nor across its end', () => {
    const ids = tokenizer.encode('STOP ST</think>OP STOP');
    const options = { stop: ['STOP', 'T</think>'], thoughtOpen: true };
    expect(told(ids, options).text).toBe('STOP ST</think>OP STOP');
    expect(told(tokenizer.encode('STOP'), options)).toMatchObject({ stopped: false, inside: true });
  });

  it('are the same for a model without tokens for thoughts, however its text is cut', () => {
    const random = new Random(3);
    const pieces = ['a', 'STOP', 'ST', '<think>', '</think>', '<th', '</', 'ink>', '中'];
    let turned = 0;
    for (let round = 0; round < 300; round++) {
      const text = Array.from(
        { length: 10 },
        () => pieces[Math.floor(random.number() * pieces.length)],
      ).join('');
      const thoughtOpen = round % 2 === 0;
      const expected = reference(text, thoughtOpen);
      const options = { stop: ['STOP'], thoughtOpen };
      const { shown, inside } = told(randomTokens(text, random), options, plain);
      expect([shown, inside]).toEqual([expected.text, expected.inside]);
      if (expected.inside !== thoughtOpen) turned++;
    }
    expect(turned).toBeGreaterThan(30);
  });

  it('typed tags are no tags where the tokenizer has tokens for them', () => {
    const { text, inside } = told(tokenizer.encodePlain('<think>STOP'), { stop: ['STOP'] });
    expect([text, inside]).toEqual(['<think>STOP', false]);
    expect(told(tokenizer.encodePlain('<think>STOP!'), { stop: ['STOP'] }).text).toBe(
      '<think>STOP',
    );
  });
});

/** The same rules, one character after the other. */
function reference(text: string, thoughtOpen: boolean): { text: string; inside: boolean } {
  let inside = thoughtOpen;
  let from = 0;
  for (let end = 1; end <= text.length; end++) {
    const stretch = text.slice(from, end);
    if (!inside && stretch.endsWith('STOP')) return { text: text.slice(0, end), inside };
    if (!stretch.endsWith(inside ? '</think>' : '<think>')) continue;
    inside = !inside;
    from = end;
  }
  return { text, inside };
}

describe('a thought', () => {
  it('is counted in tokens', () => {
    const stream = new TextStream(tokenizer, { thoughtOpen: true });
    const thought = tokenizer.encode('hm hm</think>');
    for (const token of [...thought, ...tokenizer.encode('\n\nyes')]) stream.push(token);
    expect(stream.thought).toEqual({ inside: false, tokens: thought.length });
    const none = new TextStream(tokenizer);
    for (const token of tokenizer.encode('yes')) none.push(token);
    expect(none.thought).toEqual({ inside: false, tokens: 0 });
  });

  it('is spent at its budget, but not within a character', () => {
    const stream = new TextStream(tokenizer, { thoughtOpen: true });
    const bytes = [...Buffer.from('a😀')].map((byte) => byteIds.get(byte) ?? -1);
    const spent = bytes.map((token) => {
      stream.push(token);
      return stream.thoughtSpent(2);
    });
    expect(spent).toEqual([false, false, false, false, true]);
    expect(stream.thoughtSpent(undefined)).toBe(false);
    for (const token of closeThought(tokenizer, stream.text)) stream.push(token);
    expect(stream.text).toBe('a😀\n</think>\n\n');
    expect(stream.thoughtSpent(2)).toBe(false);
  });

  it('is closed on a line of its own', () => {
    const text = (thought: string): string => decoded(tokenizer, closeThought(tokenizer, thought));
    expect(text('so')).toBe('\n</think>\n\n');
    expect(text('so\n')).toBe('</think>\n\n');
    expect(closeThought(tokenizer, 'so')).toContain(id('</think>'));
  });
});
