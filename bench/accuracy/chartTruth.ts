import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The library charts with a bar mark, and what their bars are worth. */

const FOLDER = join('..', 'shared', 'figures', 'charts_vegalite');

/** A bar as its accessibility label states it. */
export interface TrueBar {
  readonly label: string;
  readonly value: number;
}

export interface BarChart {
  readonly id: string;
  readonly path: string;
  readonly bars: readonly TrueBar[];
  /** See `PLAIN_RULE`. */
  readonly plain: boolean;
}

/** Which charts count as plain, in words. */
export const PLAIN_RULE =
  'one view whose mark is bar (not layered, faceted, concatenated or repeated), no row, column, facet, offset or ' +
  'second position (x2, y2), one of x and y measured, the other not, and every category once (so nothing is stacked)';

interface Entry {
  readonly id: string;
  readonly marks: readonly string[];
  readonly image: string;
  readonly spec: string;
  readonly table: readonly Readonly<Record<string, string>>[];
}

type Channel = { aggregate?: unknown; type?: string; bin?: unknown; timeUnit?: unknown };
type Spec = { mark?: string | { type?: string }; encoding?: Record<string, Channel> };

/** All charts with bars; undefined where the folder is absent. */
export async function barCharts(): Promise<BarChart[] | undefined> {
  if (!existsSync(FOLDER)) return undefined;
  const entries = JSON.parse(await readFile(join(FOLDER, 'tables.json'), 'utf8')) as Entry[];
  const charts: BarChart[] = [];
  for (const entry of entries.filter((candidate) => candidate.marks.includes('bar'))) {
    const spec = JSON.parse(await readFile(join(FOLDER, entry.spec), 'utf8')) as Spec;
    const bars = entry.table
      .filter((row) => row['mark'] === 'bar')
      .map((row) => trueBar(row, spec))
      .filter((bar) => bar !== undefined);
    const path = join(FOLDER, entry.image);
    charts.push({ id: entry.id, path, bars, plain: isPlain(spec, bars) });
  }
  return charts;
}

function trueBar(row: Readonly<Record<string, string>>, spec: Spec): TrueBar | undefined {
  // The label names the fields of x, then of y, then the others.
  const [first, second] = Object.keys(row).filter((key) => key !== 'mark');
  if (first === undefined || second === undefined) return undefined;
  const { x, y } = spec.encoding ?? {};
  let [label, number] = [row[first] ?? '', row[second] ?? ''];
  if (measures(x) && !measures(y)) [label, number] = [number, label];
  const value = parse(number);
  return Number.isFinite(value) ? { label, value } : undefined;
}

function measures(channel: Channel | undefined): boolean {
  if (channel === undefined || channel.bin !== undefined || channel.timeUnit !== undefined)
    return false;
  return channel.aggregate !== undefined || channel.type === 'quantitative';
}

/** "9.73538M", "−12", "5.4%". */
function parse(text: string): number {
  const match = /^([-−]?)([\d.]+)([kMG%]?)$/.exec(text.replaceAll(',', '').trim());
  if (!match) return NaN;
  const scale = { k: 1e3, M: 1e6, G: 1e9 }[match[3] ?? ''] ?? 1;
  return (match[1] ? -1 : 1) * Number(match[2]) * scale;
}

function isPlain(spec: Spec, bars: readonly TrueBar[]): boolean {
  const mark = typeof spec.mark === 'string' ? spec.mark : spec.mark?.type;
  const parted = ['row', 'column', 'facet', 'xOffset', 'yOffset', 'x2', 'y2'];
  const channels = Object.keys(spec.encoding ?? {});
  const labels = bars.map((bar) => bar.label).filter((label) => label !== 'undefined');
  return (
    mark === 'bar' &&
    bars.length > 0 &&
    measures(spec.encoding?.['x']) !== measures(spec.encoding?.['y']) &&
    ['x', 'y'].every((channel) => channels.includes(channel)) &&
    !channels.some((channel) => parted.includes(channel)) &&
    new Set(labels).size === labels.length
  );
}
