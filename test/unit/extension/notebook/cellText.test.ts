import { describe, expect, it } from 'vitest';
import { lastParagraph } from '../../../../src/extension/notebook/cellText.ts';

describe('the text above a cell', () => {
  it.each([
    ['# Counts', 'Counts'],
    ['# Counts\nper **field** of `DAPI` with _care_', 'per field of DAPI with care'],
    ['Text.\n## Counts of a_b_c', 'Counts of a_b_c'],
    ['First.\n\nSecond\nline.', 'Second line.'],
    ['Before.\n\n```python\nplot()\n```\n', 'Before.'],
    ['See [the paper](https://example.org)\n\n![x](a.png)\n\n---', 'See the paper'],
    ['- one\n- two', 'one two'],
    ['<b>Bold</b> words', 'Bold words'],
    ['2 * 3 * 4', '2 * 3 * 4'],
  ])('of %j is %j', (markdown, words) => expect(lastParagraph(markdown)).toBe(words));

  it('is nothing when there are no words', () => {
    expect(lastParagraph('')).toBeUndefined();
    expect(lastParagraph('---\n\n![](a.png)')).toBeUndefined();
  });

  it('is cut at a word when it is long', () => {
    const caption = lastParagraph('nucleus '.repeat(100)) ?? '';
    expect(caption.length).toBeLessThanOrEqual(300);
    expect(caption).toMatch(/nucleus…$/);
  });
});
