import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNaive, type NaiveTimes } from './naive.ts';
import { drawLargeImage, runOurs, type OurTimes } from './ours.ts';

/** Compares the sandbox with the naive way, both in the same run, alternating. Prints medians. */

const at = process.argv.indexOf('--runs');
const runs = at < 0 ? 5 : Number(process.argv[at + 1]);
if (!Number.isInteger(runs) || runs < 1) throw new RangeError('--runs takes a positive number.');

const folder = await mkdtemp(join(tmpdir(), 'figscope-bench-'));
const image = join(folder, 'large.jpg');
const naive: NaiveTimes[] = [];
const ours: OurTimes[] = [];
try {
  await writeFile(image, await drawLargeImage());
  for (let run = 0; run < runs; run++) {
    naive.push(await runNaive(image));
    ours.push(await runOurs(image));
    process.stderr.write(`run ${run + 1} of ${runs}\n`);
  }
} finally {
  await rm(folder, { recursive: true });
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
const naiveOf = (key: keyof NaiveTimes) => median(naive.map((times) => times[key]));
const oursOf = (key: keyof OurTimes) => median(ours.map((times) => times[key]));
const MIB = 1024 * 1024;

const rows: [string, number, number, string][] = [
  ['cold start to numpy and cv2 imported', naiveOf('imported'), oursOf('imported'), 'ms'],
  ['first cell (ours: from a warm spare)', naiveOf('firstCell'), oursOf('warmFirstCell'), 'ms'],
  [
    '12-megapixel JPEG in, crop out (ours: with preview)',
    naiveOf('crop'),
    oursOf('figureIn') + oursOf('cropOut'),
    'ms',
  ],
  ['  of which the crop out', NaN, oursOf('cropOut'), 'ms'],
  ['memory after the import', naiveOf('rss') / MIB, oursOf('rss') / MIB, 'MiB'],
];
console.log(`Node ${process.versions.node}, ${availableParallelism()} cores, median of ${runs}`);
console.log(
  `${'what'.padEnd(54)}${'naive'.padStart(11)}${'ours'.padStart(11)}${'ratio'.padStart(9)}`,
);
for (const [what, slow, quick, unit] of rows) {
  const cell = (value: number) =>
    (Number.isNaN(value) ? '–' : `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`).padStart(11);
  const ratio = Number.isNaN(slow) ? '–' : `${(slow / quick).toFixed(1)}×`;
  console.log(what.padEnd(54) + cell(slow) + cell(quick) + ratio.padStart(9));
}
