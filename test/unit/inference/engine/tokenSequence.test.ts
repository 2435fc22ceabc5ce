import { describe, expect, it } from 'vitest';
import {
  beginning,
  commonPrefix,
  type PromptImage,
} from '../../../../src/inference/engine/tokenSequence.ts';

const image = (key: string, start: number, count = 2): PromptImage => ({
  key,
  start,
  count,
  rows: 1,
  columns: count,
});
const IMAGE = 99;
const a = {
  tokens: [1, 2, IMAGE, IMAGE, 3, IMAGE, IMAGE, 4],
  images: [image('one', 2), image('two', 5)],
};

describe('commonPrefix', () => {
  it('is all of it for the same, and of the shorter for a longer one', () => {
    expect(commonPrefix(a, a)).toBe(8);
    expect(commonPrefix(a, { ...a, tokens: [...a.tokens, 5, 6] })).toBe(8);
    expect(commonPrefix({ ...a, tokens: [...a.tokens, 5, 6] }, a)).toBe(8);
  });

  it('ends at the first token that differs', () => {
    expect(commonPrefix(a, { ...a, tokens: [1, 7, ...a.tokens.slice(2)] })).toBe(1);
  });

  it('ends before an image that is another one, although its tokens are the same', () => {
    expect(commonPrefix(a, { ...a, images: [image('one', 2), image('other', 5)] })).toBe(5);
    expect(commonPrefix(a, { ...a, images: [image('other', 2), image('two', 5)] })).toBe(2);
  });

  it('ends before an image of another shape', () => {
    const turned = { ...image('one', 2), rows: 2, columns: 1 };
    expect(commonPrefix(a, { ...a, images: [turned, image('two', 5)] })).toBe(2);
  });

  it('never ends inside an image', () => {
    expect(commonPrefix(a, beginning(a, 6))).toBe(5);
    expect(commonPrefix(beginning(a, 6), a)).toBe(5);
    expect(commonPrefix(a, { tokens: [1, 2, IMAGE, 5], images: [image('one', 2, 1)] })).toBe(2);
  });

  it('ends before an image that only one of them has', () => {
    expect(commonPrefix(a, { tokens: a.tokens, images: [image('one', 2)] })).toBe(5);
    expect(commonPrefix({ tokens: a.tokens, images: [] }, a)).toBe(2);
  });
});
