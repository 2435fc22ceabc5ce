import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/figures/figure.ts';
import { SandboxPool } from '../../../src/sandbox/index.ts';
import { answerOf, ask, cellsOf, drawFigure } from './drawing.ts';

/** 5 × 4 bright discs of radius 20 on a dark, noisy ground, the last three of them radius 30, and two that touch. */
const DISCS = `
canvas = np.full((440, 560), 30.0)
for row in range(4):
    for column in range(5):
        radius = 30 if row == 3 and column > 1 else 20
        cv2.circle(canvas, (70 + 105 * column, 60 + 105 * row), radius, 180, -1, cv2.LINE_AA)
cv2.circle(canvas, (70 + 36, 60), 20, 180, -1, cv2.LINE_AA)
canvas = cv2.GaussianBlur(canvas, (0, 0), 1) + rng.normal(0, 5, canvas.shape)
canvas = np.repeat(np.clip(canvas, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
`;

describe('the analyst on micrographs', () => {
  let pool: SandboxPool;
  let discs: Figure;
  let dark: Figure;

  beforeAll(async () => {
    pool = new SandboxPool();
    discs = await drawFigure(pool, DISCS);
    dark = await drawFigure(pool, `${DISCS}\ncanvas = 255 - canvas`);
  });
  afterAll(async () => {
    await pool.dispose();
  });

  it('counts, and follows up', async () => {
    const [count, dim, size, largest, share] = await ask(
      pool,
      [discs],
      'How many nuclei are there?',
      'How many of them are larger than 2000 px²?',
      'What is the median diameter of the nuclei?',
      'which is the largest?',
      'what percentage of the image do they cover?',
    );
    expect(answerOf(count)).toMatchObject({ answered: true, value: 21, unit: 'nuclei' });
    expect(answerOf(count).evidence[0]).toMatchObject({ image: 't1-1' });
    expect(answerOf(dim)).toMatchObject({ answered: true, value: 3 });
    expect(answerOf(size).unit).toBe('px');
    expect(Math.abs(Number(answerOf(size).value) - 40)).toBeLessThan(2);
    expect(Math.abs(Number(answerOf(largest).value) - 60)).toBeLessThan(2);
    const covered = (100 * Math.PI * (18 * 20 ** 2 + 3 * 30 ** 2)) / (440 * 560);
    expect(Math.abs(Number(answerOf(share).value) - covered)).toBeLessThan(1);
    for (const events of [count, dim, size, largest, share])
      for (const cell of cellsOf(events)) expect(cell.error).toBeUndefined();
  });

  it('finds dark objects on a light ground without being told', async () => {
    const [events] = await ask(pool, [dark], 'How many particles are there?');
    expect(answerOf(events)).toMatchObject({ answered: true, value: 21 });
    expect(answerOf(events).text).toMatch(/darker than the background/);
  });

  it('counts in a part of the figure', async () => {
    const [events] = await ask(pool, [discs], 'How many nuclei are in the bottom quarter?');
    expect(answerOf(events)).toMatchObject({ answered: true, value: 5 });
  });

  it('compares several figures', async () => {
    const half = await drawFigure(pool, `${DISCS}\ncanvas = canvas[:220]`, 'image_2');
    const [events] = await ask(pool, [discs, half], 'Which image has more nuclei?');
    expect(answerOf(events).text).toMatch(/image_1\*\* has the most, 10 more than image_2/);
  });

  it('takes the pixel size from a scale bar', async () => {
    const scaled = await drawFigure(
      pool,
      `${DISCS}
canvas = np.vstack([canvas, np.zeros((60, 560, 3), np.uint8)])
canvas[470:476, 400:500] = 255
cv2.putText(canvas, "50 um", (300, 482), cv2.FONT_HERSHEY_DUPLEX, 0.9, (255, 255, 255), 1, cv2.LINE_AA)`,
    );
    const [bar, size] = await ask(
      pool,
      [scaled],
      'How long is the scale bar?',
      'What is the median diameter of the nuclei?',
    );
    expect(answerOf(bar)).toMatchObject({ answered: true, value: 50, unit: 'µm' });
    expect(answerOf(size)).toMatchObject({ answered: true, unit: 'µm' });
    expect(Math.abs(Number(answerOf(size).value) - 20)).toBeLessThan(1.5);
  });

  it('tries the other polarity when dark cells fill the figure', async () => {
    const packed = await drawFigure(
      pool,
      `
canvas = np.full((400, 400), 220.0)
for row in range(6):
    for column in range(6):
        x, y = 10 + 64 * column, 10 + 64 * row
        cv2.rectangle(canvas, (x, y), (x + 56, y + 56), 60, -1)
canvas = cv2.GaussianBlur(canvas, (0, 0), 1.5) + rng.normal(0, 5, canvas.shape)
canvas = np.repeat(np.clip(canvas, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)`,
    );
    const [events] = await ask(pool, [packed], 'How many cells are there?');
    const answer = answerOf(events);
    expect(cellsOf(events).length).toBeGreaterThan(1);
    expect(answer).toMatchObject({ answered: true, value: 36 });
    expect(answer.evidence.some((item) => /set aside/.test(item.text))).toBe(true);
  });

  it('gives no number where there is only noise', async () => {
    const noise = await drawFigure(
      pool,
      'canvas = np.repeat(rng.normal(120, 4, (300, 300, 1)).clip(0, 255).astype(np.uint8), 3, axis=2)',
    );
    const [events] = await ask(pool, [noise], 'How many cells are there?');
    expect(answerOf(events).answered).toBe(false);
  });

  it('refuses what it cannot read, with examples for a micrograph', async () => {
    const [events] = await ask(pool, [discs], 'How many dividing nuclei are there?');
    const answer = answerOf(events);
    expect(answer.answered).toBe(false);
    expect(answer.text).toMatch(/rule-based analyst/);
    expect(answer.text).toMatch(/How many objects are there/);
    expect(answer.text).toMatch(/docs\/models\.md/);
  });

  it('finds no bars in a micrograph', async () => {
    const [events] = await ask(pool, [discs], 'Which bar is the highest?');
    expect(answerOf(events).answered).toBe(false);
    expect(answerOf(events).text).toMatch(/bars/);
  });
});
