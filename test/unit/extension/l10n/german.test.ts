import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { BUNDLE } from '../../../../scripts/l10n.mjs';

const read = async (path: string) =>
  JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
const english = await read(BUNDLE);
const german = await read(BUNDLE.replace(/\.json$/, '.de.json'));
const placeholders = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();

it('every text of the bundle has a German translation, and nothing else has', () => {
  expect(Object.keys(german)).toEqual(Object.keys(english));
});

it('each translation has the placeholders of its text', () => {
  const of = (texts: [key: string, text: string][]) =>
    Object.fromEntries(texts.map(([key, text]) => [key, placeholders(text)]));
  expect(of(Object.entries(german))).toEqual(of(Object.keys(german).map((key) => [key, key])));
});

it('no translation is empty', () => {
  expect(Object.keys(german).filter((key) => german[key]?.trim() === '')).toEqual([]);
});
