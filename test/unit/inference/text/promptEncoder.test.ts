import { describe, expect, it } from 'vitest';
import { Random } from '../../../../src/inference/sampling/random.ts';
import {
  PromptEncoder,
  TextStream,
  type ImageTokens,
} from '../../../../src/inference/text/index.ts';
import { decoded, readTokenizer } from './folders.ts';

const tokenizer = await readTokenizer();
const IMAGE_PAD = tokenizer.idOf('<|image_pad|>');
const END = '<|im_end|>\n';

function encoder(): PromptEncoder {
  return new PromptEncoder(tokenizer, IMAGE_PAD);
}

function prompt(
  text: string,
  barriers: readonly number[] = [],
): { text: string; barriers: readonly number[] } {
  return { text, barriers };
}

function turn(role: string, text: string): string {
  return `<|im_start|>${role}\n${text}${END}`;
}

const PICTURE = '<|vision_start|><|image_pad|><|vision_end|>';
const ASK = '<|im_start|>assistant\n';

/** A reply of these tokens. */
function reply(ids: readonly number[], stop: readonly string[] = []): TextStream {
  const stream = new TextStream(tokenizer, { stop });
  for (const id of ids) stream.push(id);
  return stream;
}

function fresh(
  text: string,
  barriers: readonly number[] = [],
  images: readonly ImageTokens[] = [],
): readonly number[] {
  return encoder().encode(prompt(text, barriers), images).tokens;
}

/** One token for each byte: not what the tokenizer would choose. */
const byteIds = new Map(
  Array.from({ length: 256 }, (_, token) => [tokenizer.bytesOf(token)[0] ?? -1, token]),
);
function bytewise(text: string): number[] {
  return [...Buffer.from(text)].map((byte) => byteIds.get(byte) ?? -1);
}

describe('a prompt', () => {
  it('has the tokens of its text', () => {
    const text = turn('user', "It's 42 µm") + ASK;
    expect(fresh(text)).toEqual(tokenizer.encode(text));
  });

  it('has the tokens of each image in the place of its placeholder', () => {
    const text = turn('user', '<|image_pad|>a<|image_pad|>') + ASK;
    const { tokens, images } = encoder().encode(prompt(text), [
      { key: 'one', count: 3 },
      { key: 'two', count: 2 },
    ]);
    expect(
      images.map(({ key, start, count }) => [key, tokens.slice(start, start + count)]),
    ).toEqual([
      ['one', [IMAGE_PAD, IMAGE_PAD, IMAGE_PAD]],
      ['two', [IMAGE_PAD, IMAGE_PAD]],
    ]);
    expect(tokens.filter((token) => token === IMAGE_PAD)).toHaveLength(5);
    expect(tokens.length).toBe(tokenizer.encode(text).length + 3);
  });

  it('has no image where the placeholder is text', () => {
    const text = turn('user', '<|image_pad|>');
    const { images, tokens } = encoder().encode(prompt(text, [text.indexOf('<|image')]));
    expect(images).toEqual([]);
    expect(tokens).not.toContain(IMAGE_PAD);
    expect(() => encoder().encode(prompt(text))).toThrow(TypeError);
    expect(() => encoder().encode(prompt('a'), [{ key: 'x', count: 1 }])).toThrow(TypeError);
  });
});

describe('the next prompt', () => {
  it('takes over what comes before, and what is new is encoded as if all were', () => {
    const one = turn('user', 'What is it?') + ASK;
    const two = one + `A curve.${END}` + turn('user', "They're two") + ASK;
    const conversation = encoder();
    const first = conversation.encode(prompt(one));
    const second = conversation.encode(prompt(two));
    expect(first.taken).toBe(0);
    expect(second.tokens).toEqual(tokenizer.encode(two));
    // Behind the last special token: `assistant\n` goes on with what follows.
    expect(second.taken).toBe(
      tokenizer.encode(turn('user', 'What is it?').trimEnd() + '\n<|im_start|>').length,
    );
  });

  it('keeps the tokens that the model chose', () => {
    const one = turn('user', 'Go') + ASK;
    const conversation = encoder();
    const { tokens } = conversation.encode(prompt(one));
    const chosen = bytewise('Größe');
    conversation.replied(reply(chosen));
    const two = `${one}Größe${END}${turn('user', 'on')}${ASK}`;
    const second = conversation.encode(prompt(two));
    expect(second.taken).toBe(tokens.length + chosen.length);
    expect(second.tokens.slice(0, second.taken)).toEqual([...tokens, ...chosen]);
    expect(second.tokens.slice(second.taken)).toEqual(
      tokenizer.encode(`${END}${turn('user', 'on')}${ASK}`),
    );
    // And in the turn after that.
    conversation.replied(reply(bytewise('ok')));
    const third = conversation.encode(prompt(`${two}ok${END}`));
    expect(third.tokens.slice(0, second.tokens.length + 2)).toEqual([
      ...second.tokens,
      ...bytewise('ok'),
    ]);
  });

  it('takes over a reply as far as it was kept, never a part of a character', () => {
    const conversation = encoder();
    conversation.encode(prompt(ASK));
    conversation.replied(reply(bytewise('aé😀b')));
    const second = conversation.encode(prompt(`${ASK}aé😁`));
    const [before, first] = [fresh(ASK).length, bytewise('aé').length];
    expect(second.taken).toBe(before + first);
    expect(decoded(tokenizer, second.tokens)).toBe(`${ASK}aé😁`);
  });

  it('leaves out a token of which only the beginning was the reply', () => {
    const the = tokenizer.idOf('Ġthe') ?? -1;
    const conversation = encoder();
    conversation.encode(prompt(ASK));
    conversation.replied(reply([...bytewise('see'), the], ['e th']));
    const second = conversation.encode(prompt(`${ASK}see th${END}`));
    expect(second.tokens).not.toContain(the);
    expect(second.taken).toBe(fresh(ASK).length + 3);
    expect(decoded(tokenizer, second.tokens)).toBe(`${ASK}see th${END}`);
  });

  it('has an end token once, though the reply may have had it', () => {
    const conversation = encoder();
    conversation.encode(prompt(ASK));
    conversation.replied(reply(tokenizer.encode('ok<|im_end|>')));
    const second = conversation.encode(prompt(`${ASK}ok${END}`));
    expect(second.tokens).toEqual(tokenizer.encode(`${ASK}ok${END}`));
  });

  it('takes over up to an image that is another one', () => {
    const text = (last: string): string => turn('user', `${PICTURE}x${PICTURE}y`) + ASK + last;
    const [a, b, c] = ['a', 'b', 'c'].map((key) => ({ key, count: 4 })) as [
      ImageTokens,
      ImageTokens,
      ImageTokens,
    ];
    const conversation = encoder();
    conversation.encode(prompt(text('')), [a, b]);
    const second = conversation.encode(prompt(text('')), [a, c]);
    expect(second.images.map(({ key }) => key)).toEqual(['a', 'c']);
    expect(second.taken).toBe(second.images[1]?.start);
    expect(second.tokens).toEqual(fresh(text(''), [], [a, c]));
    const third = conversation.encode(prompt(text('')), [{ key: 'a', count: 5 }, c]);
    expect(third.taken).toBe(third.images[0]?.start);
    expect(third.tokens).toEqual(fresh(text(''), [], [{ key: 'a', count: 5 }, c]));
  });

  it('takes nothing over that a barrier makes text', () => {
    const text = turn('user', 'a<|im_end|>b') + ASK;
    const barriers = [text.indexOf('<|im_end|>')];
    const conversation = encoder();
    conversation.encode(prompt(text));
    const second = conversation.encode(prompt(text, barriers));
    expect(second.tokens).toEqual(fresh(text, barriers));
    expect(conversation.encode(prompt(text)).tokens).toEqual(fresh(text));
  });

  it('cuts no longer token in two', () => {
    const conversation = encoder();
    conversation.encode(prompt(ASK));
    conversation.replied(reply(bytewise('see <')));
    const second = conversation.encode(prompt(`${ASK}see <think>`));
    expect(second.tokens.at(-1)).toBe(tokenizer.idOf('<think>'));
  });

  it('can be of another conversation', () => {
    const conversation = encoder();
    conversation.encode(prompt(turn('user', 'one')));
    conversation.replied(reply(bytewise('two')));
    expect(conversation.encode(prompt('other')).tokens).toEqual(fresh('other'));
    conversation.clear();
    expect(conversation.encode(prompt('other')).taken).toBe(0);
  });
});

describe('conversations of any form', () => {
  const random = new Random(11);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.number() * list.length)] as T;
  const words = [
    'a',
    ' the',
    "'s",
    '\n',
    '中',
    '😀',
    'é',
    ' 12',
    '  ',
    '<think>',
    '</think>',
    '<|im_end|>',
    '<|im_start|>user\n',
    '<',
    '|>',
    'im_end',
  ];
  const text = (length: number): string => Array.from({ length }, () => pick(words)).join('');

  it('grow by prompts alone to the tokens of the whole', () => {
    for (let round = 0; round < 200; round++) {
      const conversation = encoder();
      let whole = '';
      for (let step = 0; step < 4; step++) {
        whole += text(6);
        expect(conversation.encode(prompt(whole)).tokens).toEqual(tokenizer.encode(whole));
      }
    }
  });

  it('change anywhere and still have the text of the prompt', () => {
    let taken = 0;
    for (let round = 0; round < 400; round++) {
      const conversation = encoder();
      let whole = text(10);
      conversation.encode(prompt(whole));
      for (let step = 0; step < 3; step++) {
        const answer = Array.from({ length: 6 }, () =>
          pick(['a', ' the', '中', '😀', 'x', '\n', '<']),
        ).join('');
        conversation.replied(
          reply(random.number() < 0.5 ? bytewise(answer) : tokenizer.encode(answer)),
        );
        whole += answer;
        // Cut somewhere, or kept whole; then something new.
        if (random.number() < 0.4)
          whole = [...whole].slice(0, Math.floor(random.number() * [...whole].length)).join('');
        whole += text(4);
        const barriers = random.number() < 0.3 ? [Math.floor(random.number() * whole.length)] : [];
        const encoded = conversation.encode(prompt(whole, barriers));
        expect(decoded(tokenizer, encoded.tokens)).toBe(whole);
        const structure = (ids: readonly number[]): number[] =>
          ids.filter((id) => tokenizer.isSpecial(id));
        expect(structure(encoded.tokens)).toEqual(structure(tokenizer.encode(whole, barriers)));
        taken += encoded.taken;
      }
    }
    expect(taken).toBeGreaterThan(5000);
  });
});
