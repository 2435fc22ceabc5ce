import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** Milliseconds from the start of the process, and its memory. */
export interface NaiveTimes {
  readonly imported: number;
  readonly firstCell: number;
  readonly crop: number;
  readonly rss: number;
}

/** One run of the naive way in a fresh process. */
export async function runNaive(image: string): Promise<NaiveTimes> {
  const modules = join(process.cwd(), 'node_modules');
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      join(process.cwd(), 'bench/sandbox/naive.mjs'),
      join(modules, 'pyodide'),
      join(modules, '@bentopdf/pymupdf-wasm/assets'),
      image,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const times: { rss: number; at: number }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { rss = 0 } = JSON.parse(line) as { rss?: number };
    times.push({ rss, at: performance.now() - started });
  });
  const [code] = (await once(child, 'close')) as [number];
  const [imported, cell, crop] = times;
  if (code !== 0 || !imported || !cell || !crop) throw new Error('The naive way failed.');
  return { imported: imported.at, firstCell: cell.at, crop: crop.at - cell.at, rss: cell.rss };
}
