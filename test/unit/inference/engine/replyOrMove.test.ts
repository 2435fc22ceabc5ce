import { describe, expect, it } from 'vitest';
import { replyOrMove } from '../../../../src/inference/engine/replyOrMove.ts';
import { InferenceError } from '../../../../src/inference/errors.ts';
import type { GenerateItem } from '../../../../src/inference/protocol.ts';

const text = (words: string): GenerateItem => ({ type: 'text', text: words });
const lost = new InferenceError('device', 'The device was lost.');

/** Replies one after the other: items, and what is thrown behind them. */
async function run(
  replies: readonly (readonly [readonly GenerateItem[], Error?])[],
  canMove = true,
): Promise<{ items: GenerateItem[]; moves: number; error: unknown }> {
  const items: GenerateItem[] = [];
  let [asked, moves] = [0, 0];
  let error: unknown;
  try {
    for await (const item of replyOrMove({
      async *reply() {
        const [given, thrown] = replies[asked++] ?? [[]];
        yield* given;
        if (thrown) throw thrown;
      },
      canMove,
      async move() {
        moves++;
        return 'Moved';
      },
    }))
      items.push(item);
  } catch (thrown) {
    error = thrown;
  }
  return { items, moves, error };
}

describe('replyOrMove', () => {
  it('leaves a reply as it is', async () => {
    expect(await run([[[text('a')]]])).toEqual({ items: [text('a')], moves: 0, error: undefined });
  });

  it('moves the model when its provider fails before the first word, and says so', async () => {
    const reading: GenerateItem = { type: 'prefill', done: 1, total: 9, cached: 0 };
    const { items, moves, error } = await run([[[reading], lost], [[text('b')]]]);
    expect(items).toEqual([
      reading,
      { type: 'notice', text: 'Moved: The device was lost.' },
      text('b'),
    ]);
    expect([moves, error]).toEqual([1, undefined]);
  });

  it('does not ask twice where words have gone out, nor moves for other errors or without a place', async () => {
    expect(await run([[[text('a')], lost]])).toMatchObject({ moves: 0, error: lost });
    const full = new InferenceError('context', 'Too long.');
    expect(await run([[[], full]])).toMatchObject({ moves: 0, error: full });
    expect(await run([[[], lost]], false)).toMatchObject({ moves: 0, error: lost });
  });

  it('moves once for one reply', async () => {
    expect(
      await run([
        [[], lost],
        [[], lost],
      ]),
    ).toMatchObject({ moves: 1, error: lost });
  });
});
