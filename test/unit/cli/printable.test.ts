import { describe, expect, it } from 'vitest';
import { printable } from '../../../src/cli/printable.ts';

describe('printable', () => {
  it.each([
    ['moves the cursor', '\u001b[2J\u001b[Hgone'],
    ['sets the title', '\u001b]0;owned\u0007'],
    ['hides what follows', '\u001b[8mhidden'],
    ['returns to the start of the line', 'real\rfake'],
    ['is an eight-bit control', '\u009b2J'],
    ['reorders text', 'abc\u202edcba'],
    ['deletes', 'a\u0008b\u007f'],
  ])('shows what %s', (_, text) => {
    for (const styles of [true, false]) {
      const shown = printable(text, styles);
      // eslint-disable-next-line no-control-regex -- what must be gone
      expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
      expect(shown).toContain('\ufffd');
    }
  });

  it('keeps lines, tabs and every other character', () => {
    const text = 'a\tb\nµ ± × 細胞 🙂';
    expect(printable(text, true)).toBe(text);
    expect(printable('a\r\nb', false)).toBe('a\nb');
  });

  it('keeps our own styles on a terminal and none in a pipe', () => {
    const text = '\u001b[1mbold\u001b[22m';
    expect(printable(text, true)).toBe(text);
    expect(printable(text, false)).toBe('\ufffd[1mbold\ufffd[22m');
  });
});
