import { describe, expect, it } from 'vitest';
import { displayWidth, wrap, WrapStream } from '../../../src/cli/wrap.ts';

describe('wrap', () => {
  it('breaks between words, keeps indents, and cuts what is wider than a line', () => {
    expect(wrap('one two three four five six', 20)).toBe('one two three four\nfive six');
    expect(wrap('    first word and second', 20)).toBe('    first word and\n    second');
    expect(wrap('x'.repeat(45), 20)).toBe(`${'x'.repeat(20)}\n${'x'.repeat(20)}\n${'x'.repeat(5)}`);
  });

  it('leaves text for a pipe as it is', () => {
    const text = `${'word '.repeat(40)}\n`;
    expect(wrap(text, undefined)).toBe(text);
  });

  it('counts columns, not characters', () => {
    expect(displayWidth('µm 細胞 🔬 e\u0301')).toBe(12);
    expect(wrap('細'.repeat(15), 20)).toBe(`${'細'.repeat(10)}\n${'細'.repeat(5)}`);
  });

  it('gives the same lines for a stream of pieces, and loses no letter', () => {
    const text = 'The nuclei are bright,  and some of them touch.\nA second line with 48 of them.';
    const stream = new WrapStream(20);
    const streamed = [...text].map((char) => stream.push(char)).join('') + stream.end();
    const once = new WrapStream(20);
    expect(streamed).toBe(once.push(text) + once.end());
    expect(streamed.replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''));
    for (const line of streamed.split('\n')) expect(line.length).toBeLessThanOrEqual(20);
  });
});
