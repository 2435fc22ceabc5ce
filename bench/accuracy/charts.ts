import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readFigureBytes } from '../../src/figures/readFigureBytes.ts';
import { DEFAULT_LIMITS } from '../../src/reasoning/limits.ts';
import { SandboxPool, createSandbox } from '../../src/sandbox/index.ts';
import { PLAIN_RULE, barCharts, type BarChart, type TrueBar } from './chartTruth.ts';
import { NAIVE, OURS } from './chartCells.ts';

/** Share of the value range within which a bar counts as read. */
const TOLERANCE = 0.02;

interface ReadBar {
  readonly label: string | null;
  readonly value: number | null;
}

interface ChartScore {
  readonly id: string;
  readonly plain: boolean;
  readonly bars: number;
  readonly found: number;
  readonly right: number;
  readonly named: number;
  readonly scaled: boolean;
  readonly naive: number;
  readonly ms: number;
}

export interface ChartsResult {
  readonly charts: number;
  readonly bars: number;
  /** Share of bars within 2 % of the value range, 0–1. */
  readonly right: number;
  readonly naive: number;
}

/**
 * Reads every bar chart of the library charts through the sandbox and prints how many bars come out right, beside the
 * naive way in the same cells. Gives the figures of the plain charts; undefined (and says 'skipped') without the charts.
 */
export async function charts(): Promise<ChartsResult | undefined> {
  const all = await barCharts();
  if (all === undefined) {
    console.log('Bar charts: skipped, ../shared/figures/charts_vegalite is not there.');
    return undefined;
  }
  const pool = new SandboxPool({}, 1);
  const scores: ChartScore[] = [];
  try {
    for (const chart of all) scores.push(await score(chart, pool));
  } finally {
    await pool.dispose();
  }
  const plain = scores.filter((one) => one.plain);
  console.log(
    `\nBar charts (a bar is right within ${String(TOLERANCE * 100)} % of the range from 0 to the largest value)`,
  );
  console.log(`plain: ${PLAIN_RULE}\n`);
  console.log(
    '| charts | number | bars | right | right, and named right | charts all right | value axes read | naive, right | median time |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  print('plain', plain);
  print('all with bars', scores);
  console.log(`\nplain charts: ${plain.map((one) => one.id).join(', ')}`);
  const missed = scores.filter((one) => one.right < one.bars || one.found !== one.bars);
  console.log(
    `not all right: ${missed.map((one) => `${one.id} ${one.right}/${one.bars}${one.plain ? ' (plain)' : ''}`).join(', ')}`,
  );
  const bars = sum(plain.map((one) => one.bars));
  return {
    charts: plain.length,
    bars,
    right: sum(plain.map((one) => one.right)) / bars,
    naive: sum(plain.map((one) => one.naive)) / bars,
  };
}

async function score(chart: BarChart, pool: SandboxPool): Promise<ChartScore> {
  const figure = readFigureBytes(await readFile(chart.path), basename(chart.path), {
    id: 'image_1',
  });
  const sandbox = createSandbox({ pool });
  const signal = new AbortController().signal;
  try {
    await sandbox.start([figure], { maxPreviewPixels: 100_000 });
    const ours = await sandbox.run(OURS, DEFAULT_LIMITS.cell, signal);
    const naive = await sandbox.run(NAIVE, DEFAULT_LIMITS.cell, signal);
    const read = lastLine<{ bars: ReadBar[]; scaled: boolean }>(ours.stdout);
    const simple = lastLine<number[]>(naive.stdout);
    const found = read?.bars ?? [];
    return {
      id: chart.id,
      plain: chart.plain,
      bars: chart.bars.length,
      found: found.length,
      right: matched(
        chart.bars,
        found.map((bar) => bar.value),
      ),
      named: named(chart.bars, found),
      scaled: read?.scaled ?? false,
      naive: matched(chart.bars, simple ?? []),
      ms: ours.durationMs,
    };
  } finally {
    await sandbox.dispose();
  }
}

function rangeOf(bars: readonly TrueBar[]): number {
  const values = bars.map((bar) => bar.value);
  return Math.max(0, ...values) - Math.min(0, ...values);
}

/** How many true values have a read one within the tolerance, each read one used once. */
function matched(bars: readonly TrueBar[], values: readonly (number | null)[]): number {
  const reach = TOLERANCE * rangeOf(bars);
  const left = values.filter((value) => value !== null);
  let count = 0;
  for (const { value } of bars.toSorted((a, b) => a.value - b.value)) {
    const distances = left.map((other) => Math.abs(other - value));
    const nearest = distances.indexOf(Math.min(...distances));
    if (nearest < 0 || (distances[nearest] ?? Infinity) > reach) continue;
    left.splice(nearest, 1);
    count += 1;
  }
  return count;
}

function named(bars: readonly TrueBar[], found: readonly ReadBar[]): number {
  const reach = TOLERANCE * rangeOf(bars);
  const same = (a: string, b: string | null): boolean => b !== null && tidy(a) === tidy(b);
  return bars.filter((bar) =>
    found.some(
      (one) =>
        same(bar.label, one.label) &&
        one.value !== null &&
        Math.abs(one.value - bar.value) <= reach,
    ),
  ).length;
}

function tidy(text: string): string {
  return text.replaceAll(/[–−—]/gu, '-').replaceAll(/\s/gu, '').toLowerCase();
}

function lastLine<T>(stdout: string): T | undefined {
  const line = stdout.trim().split('\n').at(-1);
  return line === undefined || line === '' ? undefined : (JSON.parse(line) as T);
}

function print(name: string, scores: readonly ChartScore[]): void {
  const bars = sum(scores.map((one) => one.bars));
  const share = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)} %`;
  const whole = scores.filter((one) => one.right === one.bars && one.found === one.bars).length;
  const times = scores.map((one) => one.ms).toSorted((a, b) => a - b);
  const cells = [
    name,
    scores.length,
    bars,
    share(sum(scores.map((one) => one.right)), bars),
    share(sum(scores.map((one) => one.named)), bars),
    share(whole, scores.length),
    share(scores.filter((one) => one.scaled).length, scores.length),
    share(sum(scores.map((one) => one.naive)), bars),
    `${((times[Math.floor(times.length / 2)] ?? 0) / 1000).toFixed(2)} s`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
