import { describe, expect, it } from 'vitest';
import { manifest, strings, texts } from './manifest.ts';

const english = texts();
const german = texts('de');

/** What a translation must leave as it is: commands behind links, code, links in words. */
function fixedParts(text: string): readonly string[] {
  return [...text.matchAll(/\((?:command:)[\w.]+\)|`[^`]+`/g)].map(([part]) => part).sort();
}

describe('texts of the manifest', () => {
  it('are there for every key, and none is left over', () => {
    const used = strings(manifest).flatMap((text) => /^%(.+)%$/.exec(text)?.slice(1) ?? []);
    expect([...new Set(used)].sort()).toEqual(Object.keys(english).sort());
  });
});

describe('German texts of the manifest', () => {
  it('are there for every English one', () => {
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
  });

  it('keep commands and code', () => {
    for (const [key, text] of Object.entries(english))
      expect(fixedParts(german[key] ?? ''), key).toEqual(fixedParts(text));
  });

  it('keep the lines: a link on a line of its own is a button', () => {
    for (const [key, text] of Object.entries(english))
      expect(german[key]?.split('\n').length, key).toBe(text.split('\n').length);
  });
});
