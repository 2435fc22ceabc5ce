import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Bytes of each of a thread's two buffers: far more than any cache holds. */
const BYTES = 96 * 1024 * 1024;
const ROUNDS = 8;

/** Comparing two equal buffers is the C library's memcmp: nothing but reading, with the widest instructions there are. */
const READER = `
const { parentPort } = require('node:worker_threads');
const [a, b] = [Buffer.alloc(${BYTES}, 0x5a), Buffer.alloc(${BYTES}, 0x5a)];
parentPort.on('message', () => {
  for (let round = 0; round < ${ROUNDS}; round++) if (a.compare(b) !== 0) throw new Error('Buffers differ.');
  parentPort.postMessage('done');
});
parentPort.postMessage('ready');
`;

/** Bytes a second that all cores together read from memory: the best of three runs. */
export async function readBandwidth(threads = availableParallelism()): Promise<number> {
  const workers = Array.from({ length: threads }, () => new Worker(READER, { eval: true }));
  const all = (): Promise<unknown> =>
    Promise.all(
      workers.map(
        (worker) =>
          new Promise((resolve, reject) => {
            worker.once('message', resolve);
            worker.once('error', reject);
          }),
      ),
    );
  try {
    await all();
    let best = 0;
    for (let run = 0; run < 3; run++) {
      const started = performance.now();
      const done = all();
      for (const worker of workers) worker.postMessage('go');
      await done;
      const seconds = (performance.now() - started) / 1000;
      best = Math.max(best, (threads * 2 * BYTES * ROUNDS) / seconds);
    }
    return best;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
