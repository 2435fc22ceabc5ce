import { describe, expect, it } from 'vitest';
import {
  isHostilePath,
  isModelName,
  isSafePath,
  modelNameFrom,
  REPOSITORY,
  REVISION,
} from '../../../../src/models/catalog/names.ts';
import { wantedModel } from '../../../../src/models/catalog/wanted.ts';

describe('names of models', () => {
  it.each(['qwen3.5-2b', 'A', 'a_b.c-d', 'console', 'x'.repeat(64)])('%s can be one', (name) =>
    expect(isModelName(name)).toBe(true),
  );
  it.each([
    '',
    '.a',
    '-a',
    'a/b',
    'a\\b',
    '..',
    'a.',
    'CON',
    'nul.txt',
    'com1',
    'ä',
    'a b',
    'x'.repeat(65),
    'a\n',
  ])('%j can be none', (name) => expect(isModelName(name)).toBe(false));
  it('are made from anything', () => {
    expect(modelNameFrom('Qwen3.5-2B-ONNX-OPT')).toBe('Qwen3.5-2B-ONNX-OPT');
    expect(modelNameFrom('mein Modell (neu)')).toBe('mein-Modell-neu');
    for (const odd of ['', '...', 'CON', '模型', '../../x', '-'.repeat(100), `${'a'.repeat(63)}..`])
      expect(isModelName(modelNameFrom(odd)), odd).toBe(true);
  });
});

describe('paths', () => {
  it.each([
    '',
    '/a',
    '../a',
    'a/../b',
    'a/..',
    './a',
    'a//b',
    'a/',
    'C:/a',
    'c:a',
    String.raw`a\b`,
    String.raw`\\server\share`,
    'a\0b',
    'a\nb',
    'x'.repeat(1025),
  ])('%j is hostile', (path) => {
    expect(isHostilePath(path)).toBe(true);
    expect(isSafePath(path)).toBe(false);
  });
  it.each([
    'notes:x',
    'aux',
    'onnx/nul.onnx',
    'a.',
    'a b',
    '.hidden',
    'a/b/c/d/e',
    'ä',
    `${'x'.repeat(122)}`,
  ])('%j may stand in a listing, but is never written', (path) => {
    expect(isHostilePath(path)).toBe(false);
    expect(isSafePath(path)).toBe(false);
  });
  it.each(['config.json', 'onnx/decoder_model_merged_q4.onnx_data_1', 'LICENSE', 'a/b/c/d'])(
    '%s may be written',
    (path) => expect(isSafePath(path)).toBe(true),
  );
});

describe('what the user may name', () => {
  it('an entry, a repository, either with a revision, or the address of a page', () => {
    expect(wantedModel('qwen3.5-2b')).toMatchObject({
      entry: { name: 'qwen3.5-2b' },
      repository: 'onnx-community/Qwen3.5-2B-ONNX-OPT',
    });
    expect(wantedModel('qwen3.5-2b@main')).toMatchObject({ revision: 'main' });
    expect(wantedModel(' someone/Some.Model-1 ')).toEqual({ repository: 'someone/Some.Model-1' });
    expect(wantedModel('someone/m@refs/pr/7')).toEqual({
      repository: 'someone/m',
      revision: 'refs/pr/7',
    });
    expect(wantedModel('https://huggingface.co/someone/m/tree/main')).toEqual({
      repository: 'someone/m',
    });
  });
  it.each([
    '',
    'nothing',
    'a/b/c',
    '../x',
    '/etc/passwd',
    'a/..',
    '.a/b',
    'a b/c',
    'a/b@',
    'a/b@-x',
    'a/b@x/../y',
  ])('%j is none of these', (text) =>
    expect(() => wantedModel(text)).toThrow(/catalogue|revision|is a folder/u),
  );
  it.each(['./x', '/x/y', '~/x', String.raw`C:\x`])('%s is a folder', (text) =>
    expect(() => wantedModel(text)).toThrow(/is a folder: figscope models import/u),
  );
  it('patterns end where the text ends', () => {
    expect(REPOSITORY.test('a/b\n')).toBe(false);
    expect(REVISION.test('main\n')).toBe(false);
  });
});
