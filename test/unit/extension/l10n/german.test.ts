import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

async function texts(name: string): Promise<Record<string, string>> {
  const url = new URL(`../../../../l10n/${name}`, import.meta.url);
  return JSON.parse(await readFile(url, 'utf8')) as Record<string, string>;
}

const placeholders = (text: string) => [...text.matchAll(/\{\d+\}/g)].map(([one]) => one).sort();

it('every text has a German one with the same placeholders, and none is left over', async () => {
  const [bundle, german] = [await texts('bundle.l10n.json'), await texts('bundle.l10n.de.json')];
  expect(Object.keys(german)).toEqual(Object.keys(bundle));
  for (const [key, text] of Object.entries(german)) {
    expect(text.trim()).not.toBe('');
    expect([key, placeholders(text)]).toEqual([key, placeholders(key)]);
  }
});
