import { describe, expect, it } from 'vitest';
import { movedWords } from '../../../../src/cli/catalog/transferLine.ts';
import { sizeWords, timeWords } from '../../../../src/cli/catalog/words.ts';
import { inParallel } from '../../../../src/models/catalog/transfer/inParallel.ts';
import { TransferProgress } from '../../../../src/models/catalog/transfer/progress.ts';
import type { TransferEvent } from '../../../../src/models/catalog/index.ts';

describe('progress', () => {
  it('adds up files, and tells the last byte', () => {
    const events: TransferEvent[] = [];
    const progress = new TransferProgress([{ path: 'a', bytes: 10 }, { path: 'b' }], (event) =>
      events.push(event),
    );
    progress.set('a', 4, { moved: true });
    expect(events[0]).toEqual({
      type: 'progress',
      doneBytes: 4,
      files: [{ path: 'a', doneBytes: 4, totalBytes: 10 }],
      filesDone: 0,
      filesTotal: 2,
    });
    progress.end('a', 10);
    progress.set('b', 3, { total: 5 });
    progress.end('b', 5);
    expect(events.at(-1)).toMatchObject({ doneBytes: 15, totalBytes: 15, filesDone: 2, files: [] });
    progress.set('unknown', 5);
  });

  it('is told in one line', () => {
    const event = {
      type: 'progress',
      doneBytes: 726e6,
      totalBytes: 1.77e9,
      bytesPerSecond: 12.3e6,
      secondsLeft: 85,
      files: [
        { path: 'onnx/small', doneBytes: 1, totalBytes: 5 },
        { path: 'onnx/large', doneBytes: 1, totalBytes: 50 },
      ],
      filesDone: 2,
      filesTotal: 13,
    } as const;
    expect(movedWords(event, true)).toBe(
      '41 %  726 MB of 1.77 GB, 12.3 MB/s, 85 s left, 2 of 13 files (large)',
    );
    expect(
      movedWords({ type: 'progress', doneBytes: 5, files: [], filesDone: 0, filesTotal: 1 }, false),
    ).toBe('5 B, 0 of 1 files');
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1234, '1.23 kB'],
    [20_000_000, '20.0 MB'],
    [734_831_124, '735 MB'],
    [1_771_279_739, '1.77 GB'],
  ])('%d bytes are %s', (bytes, words) => expect(sizeWords(bytes)).toBe(words));

  it.each([
    [0, '1 s'],
    [89, '89 s'],
    [90, '2 min'],
    [5400, '1 h 30 min'],
  ])('%d seconds are %s', (seconds, words) => expect(timeWords(seconds)).toBe(words));
});

describe('tasks in parallel', () => {
  const signal = () => new AbortController().signal;
  it('are so many at once and no more, and all done', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel([1, 2, 3, 4, 5, 6, 7], 3, signal(), async (item) => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('end all when one fails, and give its failure', async () => {
    const ended: string[] = [];
    const run = inParallel(['a', 'b', 'c', 'd'], 2, signal(), async (item, own) => {
      if (item === 'b') throw new Error('b failed');
      await new Promise((resolve) => own.addEventListener('abort', resolve));
      ended.push(item);
      own.throwIfAborted();
    });
    await expect(run).rejects.toThrow('b failed');
    expect(ended).toEqual(['a']);
  });
});
