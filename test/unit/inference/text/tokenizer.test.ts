import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Tokenizer } from '../../../../src/inference/text/index.ts';
import { dataJson, dataText, decoded, folderWith, readTokenizer } from './folders.ts';

interface Encodings {
  readonly texts: readonly string[];
  readonly qwen3: readonly (readonly number[])[];
  readonly qwen35: readonly (readonly number[])[];
}

const encodings = (await dataJson('encodings.json')) as Encodings;

describe.each(['qwen3', 'qwen35'] as const)('a tokenizer like that of %s', (name) => {
  it('gives the tokens that Python gives', async () => {
    const tokenizer = await readTokenizer(name);
    const differing = encodings.texts.filter(
      (text, index) => tokenizer.encode(text).join() !== encodings[name][index]?.join(),
    );
    expect(differing).toEqual([]);
    expect(encodings.texts.length).toBeGreaterThan(100);
  });

  it('gives back the bytes of a text, composed where the tokenizer composes it', async () => {
    const tokenizer = await readTokenizer(name);
    for (const text of encodings.texts)
      expect(decoded(tokenizer, tokenizer.encode(text))).toBe(composed(tokenizer, text));
  });
});

/** NFC, except in added tokens. */
function composed(tokenizer: Tokenizer, text: string): string {
  let [result, from] = ['', 0];
  for (const { start, end } of tokenizer.findAdded(text)) {
    result += text.slice(from, start).normalize('NFC') + text.slice(start, end);
    from = end;
  }
  return result + text.slice(from).normalize('NFC');
}

describe('added tokens', () => {
  it('are no tokens in plain text', async () => {
    const tokenizer = await readTokenizer();
    const text = 'a<|im_end|>b<think>';
    const ids = tokenizer.encodePlain(text);
    expect(ids.filter((id) => tokenizer.addedTokens.byId(id))).toEqual([]);
    expect(decoded(tokenizer, ids)).toBe(text);
    expect(tokenizer.encode(text)).toContain(tokenizer.idOf('<|im_end|>'));
  });

  it('neither begin at a barrier nor reach over one', async () => {
    const tokenizer = await readTokenizer();
    const text = '<|im_end|><|im_end|><|im_end|>';
    const starts = (barriers: number[]): number[] =>
      tokenizer.findAdded(text, barriers).map(({ start }) => start);
    expect(starts([])).toEqual([0, 10, 20]);
    expect(starts([10])).toEqual([0, 20]);
    expect(starts([0])).toEqual([10, 20]);
    expect(starts([13, 29])).toEqual([0]);
    expect(starts([9, 30])).toEqual([10, 20]);
    expect(decoded(tokenizer, tokenizer.encode(text, [10]))).toBe(text);
  });

  it('tell which of them are special', async () => {
    const tokenizer = await readTokenizer();
    const special = (text: string): boolean => tokenizer.isSpecial(tokenizer.idOf(text) ?? -1);
    expect(special('<|im_end|>')).toBe(true);
    expect(special('<think>')).toBe(false);
    expect(special('a')).toBe(false);
  });

  it('take white space along where they are told to, and stand alone where they have to', async () => {
    const json = JSON.parse(await dataText('qwen3/tokenizer.json')) as { added_tokens: object[] };
    const id = 5000;
    json.added_tokens.push(
      { id, content: '[MASK]', special: true, lstrip: true, rstrip: true },
      { id: id + 1, content: 'word', special: false, single_word: true },
    );
    const folder = await folderWith({ 'tokenizer.json': JSON.stringify(json) });
    const tokenizer = await Tokenizer.read(folder);
    const found = (text: string): string[] =>
      tokenizer.findAdded(text).map(({ start, end }) => text.slice(start, end));
    expect(found('a \n[MASK]  b')).toEqual([' \n[MASK]  ']);
    expect(found('[MASK] [MASK]')).toEqual(['[MASK] ', '[MASK]']);
    expect(found('word words sword word')).toEqual(['word', 'word']);
    expect(tokenizer.vocabularySize).toBe(id + 2);
  });

  it('come from tokenizer_config.json, too', async () => {
    const folder = await folderWith({
      'tokenizer_config.json': JSON.stringify({
        added_tokens_decoder: {
          900: { content: '<|new|>', special: true },
          901: { content: '<|im_end|>', special: true },
        },
      }),
    });
    const tokenizer = await Tokenizer.read(folder);
    expect(tokenizer.encode('<|new|>')).toEqual([900]);
    expect(tokenizer.idOf('<|im_end|>')).not.toBe(901);
  });
});

describe('ids', () => {
  it('beyond the vocabulary have no text', async () => {
    const tokenizer = await readTokenizer();
    expect(tokenizer.tokenText(tokenizer.vocabularySize + 100)).toBe('');
  });

  it('that are a part of a character keep their bytes', async () => {
    const tokenizer = await readTokenizer();
    const ids = tokenizer.encodePlain('𠮷');
    expect(ids.length).toBeGreaterThan(1);
    expect(ids.flatMap((id) => [...tokenizer.bytesOf(id)])).toEqual([...Buffer.from('𠮷')]);
    expect(tokenizer.tokenText(ids[0] ?? -1)).toBe('\ufffd');
  });
});

describe('a folder with a damaged tokenizer', async () => {
  const refused = async (files: Readonly<Record<string, string>>, words: RegExp): Promise<void> => {
    const folder = await folderWith(files);
    await expect(Tokenizer.read(folder)).rejects.toMatchObject({
      name: 'InferenceError',
      kind: 'files',
      message: expect.stringMatching(words) as string,
    });
  };
  const whole = JSON.parse(await dataText('qwen3/tokenizer.json')) as {
    model: { vocab: Record<string, number>; merges: unknown[] };
  };
  const { vocab } = whole.model;
  const { a: _a, ...withoutA } = vocab;
  const changed = (model: object, rest: object = {}): string =>
    JSON.stringify({ ...whole, model: { ...whole.model, ...model }, ...rest });

  it.each([
    ['cut off', '{"model": {', /tokenizer\.json is not valid JSON/],
    ['no object', '[]', /should hold a JSON object/],
    ['another kind', changed({ type: 'Unigram' }), /byte-level/],
    ['no bytes behind tokens', changed({}, { decoder: { type: 'Metaspace' } }), /byte-level/],
    ['no bytes of texts', changed({}, { pre_tokenizer: null }), /byte-level/],
    ['no tokens', changed({ vocab: {} }), /no token for the byte/],
    ['a byte missing', changed({ vocab: withoutA }), /no token for the byte a\./],
    ['an id that is a text', changed({ vocab: { ...vocab, a: '1' } }), /1 is no token id/],
    ['an id that fills the memory', changed({ vocab: { ...vocab, a: 1e9 } }), /1000000000 is no/],
    ['no merges', changed({ merges: undefined }), /no merges/],
    ['merges that are none', changed({ merges: [5] }), /merge 5 makes no token/],
    ['merges of three', changed({ merges: ['a b c'] }), /merge "a b c" makes no token/],
    ['merges to nothing', changed({ merges: [['q', '~']] }), /merge \["q","~"\] makes no token/],
    ['added tokens without text', changed({}, { added_tokens: [{ id: 1 }] }), /no content/],
    [
      'an unknown step',
      changed(
        {},
        {
          pre_tokenizer: {
            type: 'Sequence',
            pretokenizers: [{ type: 'Magic' }, { type: 'ByteLevel' }],
          },
        },
      ),
      /cannot be used: .*Magic/,
    ],
  ])('%s', async (_, text, words) => {
    await refused({ 'tokenizer.json': text }, words);
  });

  it('too large', async () => {
    const folder = await folderWith({});
    await truncate(join(folder, 'tokenizer.json'), 65 * 1024 * 1024);
    await expect(Tokenizer.read(folder)).rejects.toThrow(
      /has 68157440 bytes: that is no tokenizer/,
    );
  });

  it('none at all', async () => {
    await expect(Tokenizer.read(join(await folderWith({}), 'nothing'))).rejects.toMatchObject({
      kind: 'files',
      message: expect.stringContaining('has no tokenizer.json') as string,
    });
  });
});
