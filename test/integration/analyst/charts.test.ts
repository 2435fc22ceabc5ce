import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/figures/figure.ts';
import { SandboxPool } from '../../../src/sandbox/index.ts';
import { answerOf, ask, cellsOf, drawFigure } from './drawing.ts';

const FRUIT = { Apple: 40, Pear: 25, Plum: 10, Fig: 5 };

/** A plain bar chart: value axis from 0 to 50 at the left, one bar for each entry, titles. */
function barChart(values: Readonly<Record<string, number>>): string {
  return `
values = json.loads('${JSON.stringify(values)}')
canvas = np.full((480, 640, 3), 255, np.uint8)
black, font = (0, 0, 0), cv2.FONT_HERSHEY_SIMPLEX
def write(text, x, y, size=0.5):
    cv2.putText(canvas, text, (x, y), font, size, black, 1, cv2.LINE_AA)
left, bottom, top = 90, 400, 60
cv2.line(canvas, (left, top), (left, bottom), black, 1)
cv2.line(canvas, (left, bottom), (600, bottom), black, 1)
for value in range(0, 51, 10):
    y = round(bottom - (bottom - top) * value / 50)
    cv2.line(canvas, (left - 6, y), (left, y), black, 1)
    write(str(value), left - 36, y + 6)
step = 500 // len(values)
for index, (name, value) in enumerate(values.items()):
    x = left + 20 + index * step
    y = round(bottom - (bottom - top) * value / 50)
    cv2.rectangle(canvas, (x, y), (x + step - 50, bottom - 1), (70, 120, 180), -1)
    write(name, x + 12, bottom + 24)
write("Harvest of the year", 220, 34, 0.8)
write("Kind of fruit", 280, 460, 0.6)
`;
}

describe('the analyst on bar charts', () => {
  let pool: SandboxPool;
  let chart: Figure;

  beforeAll(async () => {
    pool = new SandboxPool();
    chart = await drawFigure(pool, barChart(FRUIT));
  });
  afterAll(async () => {
    await pool.dispose();
  });

  it('reads bars, and follows up', async () => {
    const [value, other, highest, difference, above, count] = await ask(
      pool,
      [chart],
      'What is the value of Pear?',
      'and Plum?',
      'which bar is the highest?',
      'How much higher is Apple than Fig?',
      'Which bars are above 20?',
      'How many bars are there?',
    );
    expect(Math.abs(Number(answerOf(value).value) - FRUIT.Pear)).toBeLessThan(0.5);
    expect(answerOf(value).uncertainty).toMatch(/pixel/);
    expect(answerOf(value).evidence[0]).toMatchObject({ image: 't1-1' });
    expect(Math.abs(Number(answerOf(other).value) - FRUIT.Plum)).toBeLessThan(0.5);
    expect(answerOf(highest).value).toBe('Apple');
    expect(Math.abs(Number(answerOf(difference).value) - 35)).toBeLessThan(0.7);
    expect(answerOf(above).value).toBe('Apple, Pear');
    expect(answerOf(count).value).toBe(4);
    for (const events of [value, other, highest, difference, above, count])
      for (const cell of cellsOf(events)) expect(cell.error).toBeUndefined();
  });

  it('decides by the figure what "the largest" is about', async () => {
    const [events] = await ask(pool, [chart], 'Which is the largest?');
    expect(answerOf(events).value).toBe('Apple');
  });

  it('reads axes, title and text', async () => {
    const [range, title, text] = await ask(
      pool,
      [chart],
      'What is the range of the y axis?',
      'What is the title?',
      'What text is in the figure?',
    );
    expect(answerOf(range).value).toBe('from 0 to 50');
    expect(answerOf(title).text).toMatch(/Harvest of the year/);
    expect(answerOf(text).text).toMatch(/Kind of fruit/);
  });

  it('says what kind of figure it is', async () => {
    const [events] = await ask(pool, [chart], 'What is in this figure?');
    expect(answerOf(events).text).toMatch(/bar chart/);
  });

  it('does not invent a bar', async () => {
    const [events] = await ask(pool, [chart], 'What is the value of Mango?');
    const answer = answerOf(events);
    expect(answer.answered).toBe(false);
    expect(answer.text).toMatch(/Mango.*Apple/s);
    expect(cellsOf(events)).toHaveLength(2);
  });

  it('does not count the letters of a chart', async () => {
    const [events] = await ask(pool, [chart], 'How many cells are there?');
    expect(answerOf(events).answered).toBe(false);
    expect(answerOf(events).text).toMatch(/chart/);
  });

  it('refuses what it cannot read, with examples for a bar chart', async () => {
    const [events] = await ask(pool, [chart], 'Why is the harvest so small?');
    expect(answerOf(events).answered).toBe(false);
    expect(answerOf(events).text).toMatch(/Which bar is the highest/);
  });

  it('has no values where the axis has no numbers', async () => {
    const mute = await drawFigure(pool, `${barChart(FRUIT)}\ncanvas[:, :84] = 255`);
    const [events] = await ask(pool, [mute], 'What is the value of Pear?');
    expect(answerOf(events).answered).toBe(false);
  });
});
