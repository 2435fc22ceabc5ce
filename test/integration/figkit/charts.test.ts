import { beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type runner } from '../sandbox/helpers.ts';
import { printed, readDrawn, type ReadBars } from './drawnChart.ts';

let run: ReturnType<typeof runner>;
beforeAll(async () => {
  ({ run } = await startSandbox());
});

async function read(call: string): Promise<ReadBars> {
  return printed<ReadBars>(await run(readDrawn(call)));
}

/** Values by label; every bar must be within 2 % of the axis range. */
function expectValues(chart: ReadBars, expected: Record<string, number>, range: number): void {
  expect(chart.bars.map((bar) => bar.label)).toEqual(Object.keys(expected));
  for (const bar of chart.bars) {
    const truth = expected[bar.label ?? ''] ?? NaN;
    expect(Math.abs((bar.value ?? NaN) - truth), String(bar.label)).toBeLessThanOrEqual(
      0.02 * range,
    );
  }
}

const CITIES = { Oslo: 42, Rome: 71, Cairo: 15, Lima: 88, Delhi: 60 };
const cities = JSON.stringify(CITIES);

describe('plain bar charts in several looks', () => {
  it.each([
    ['gridlines', 'grid=True'],
    ['no gridlines', 'grid=False'],
    ['a frame', 'frame=True'],
    ['a dark background', 'dark=True'],
    ['a tinted plot area', 'plot_ground=(234, 234, 242), grid=False'],
    ['a large image', 'width=2000, height=1300'],
    ['bars that touch', 'bar_share=1.0'],
  ])('reads values and labels with %s', async (_name, look) => {
    const chart = await read(`${cities}, 0, 100, 20, ${look}`);
    expect(chart.orientation).toBe('vertical');
    expect(chart.axes.y?.kind).toBe('linear');
    expectValues(chart, CITIES, 100);
  });

  it('reads the values of a tiny image', async () => {
    const chart = await read(`${cities}, 0, 100, 20, width=300, height=210`);
    expect(chart.bars.length).toBe(5);
    for (const [index, truth] of Object.values(CITIES).entries())
      expect(Math.abs((chart.bars[index]?.value ?? NaN) - truth)).toBeLessThanOrEqual(2);
  });

  it('reads horizontal bars', async () => {
    const chart = await read(`${cities}, 0, 100, 25, horizontal=True`);
    expect(chart.orientation).toBe('horizontal');
    expectValues(chart, CITIES, 100);
  });

  it('reads titles of chart and axes', async () => {
    const chart = await read(
      `${cities}, 0, 100, 20, title="Rain by city", category_title="City", value_title="Rainfall"`,
    );
    expect(chart.axes.title).toBe('Rain by city');
    expect(chart.axes.x?.title).toBe('City');
    expect(chart.axes.y?.title).toBe('Rainfall');
  });
});

describe('values', () => {
  it('keeps the sign of bars below zero', async () => {
    const values = { A: 30, B: -45, C: 12, D: -8 };
    const chart = await read(`${JSON.stringify(values)}, -60, 40, 20`);
    expectValues(chart, values, 100);
  });

  it('reads percent labels and gives the unit', async () => {
    const chart = await read(`${cities}, 0, 100, 20, label=lambda v: f"{v:g}%"`);
    expect(chart.axes.y?.unit).toBe('%');
    expectValues(chart, CITIES, 100);
  });

  it('reads decimals and thousands', async () => {
    const small = { P: 0.12, Q: 0.31, R: 0.27 };
    expectValues(await read(`${JSON.stringify(small)}, 0, 0.4, 0.1`), small, 0.4);
    const large = { P: 12_500, Q: 31_000, R: 27_400 };
    expectValues(
      await read(`${JSON.stringify(large)}, 0, 40000, 10000, label=lambda v: f"{v:,.0f}"`),
      large,
      40_000,
    );
  });

  it('reads a logarithmic axis', async () => {
    const values = { A: 20, B: 700, C: 9000 };
    const chart = await read(`${JSON.stringify(values)}, 1, 10000, 1, log=True`);
    expect(chart.axes.y?.kind).toBe('log');
    for (const [index, truth] of Object.values(values).entries()) {
      const ratio = (chart.bars[index]?.value ?? NaN) / truth;
      expect(Math.abs(Math.log10(ratio))).toBeLessThan(0.04);
    }
  });

  it('gives no values when the axis has no numbers', async () => {
    const chart = await read(`${cities}, 0, 100, 20, label=lambda v: ""`);
    expect(chart.bars.length).toBe(5);
    expect(chart.bars.every((bar) => bar.value === null)).toBe(true);
    expect(chart.warnings.join(' ')).toContain('no scale');
  });
});

describe('series', () => {
  const GROUPED = { One: { alpha: 20, beta: 35 }, Two: { alpha: 44, beta: 12 } };

  it('reads grouped bars with the legend', async () => {
    const chart = await read(`${JSON.stringify(GROUPED)}, 0, 50, 10, legend=True`);
    expect(chart.bars.map((bar) => [bar.label, bar.series])).toEqual([
      ['One', 'alpha'],
      ['One', 'beta'],
      ['Two', 'alpha'],
      ['Two', 'beta'],
    ]);
    expect(chart.bars.map((bar) => Math.round(bar.value ?? NaN))).toEqual([20, 35, 44, 12]);
  });

  it('reads stacked bars: each part has its own length', async () => {
    const chart = await read(`${JSON.stringify(GROUPED)}, 0, 60, 10, stacked=True, legend=True`);
    expect(chart.stacked).toBe(true);
    expect(chart.bars.map((bar) => Math.round(bar.value ?? NaN))).toEqual([20, 35, 44, 12]);
  });
});

it('finds no bars in an empty picture', async () => {
  const seen = await run(
    'print(json.dumps(figkit.read_bars(np.full((200, 300, 3), 255, np.uint8)).to_dict()))',
  );
  const chart = printed<ReadBars>(seen);
  expect(chart.bars).toEqual([]);
  expect(chart.orientation).toBeNull();
});
