import { describe, expect, it } from 'vitest';
import type { Scene } from '../../../src/models/analyst/step.ts';
import { answerAfter, cellAfter, look, SCENE, survey } from './looks.ts';

const NO_BAR = look(
  { found: false, length_px: null, value: null, unit: null, text: null, confidence: null },
  1,
  0,
);
const BAR = look({
  found: true,
  length_px: 100,
  value: 50,
  unit: 'um',
  text: '50 µm',
  confidence: 90,
});
const CALIBRATED: Scene = {
  ...SCENE,
  figures: [{ id: 'image_1', width: 400, height: 300, pixelSize: { x: 0.5, y: 0.5, unit: 'µm' } }],
};

describe('counting', () => {
  it('answers with a range from two thresholds', () => {
    const answer = answerAfter('How many nuclei are there?', [survey(57)]);
    expect(answer).toMatchObject({ answered: true, value: '57', unit: 'nuclei' });
    expect(answer.text).toMatch(/57 nuclei.*brighter/);
    expect(answer.uncertainty).toMatch(/between 56 and 59/);
    expect(answer.evidence[0]).toMatchObject({ image: 't1-1' });
  });

  it('says one nucleus, not one nuclei', () => {
    expect(
      answerAfter('How many nuclei are there?', [survey(1, { low: 1, high: 1, border: 0 })]).text,
    ).toMatch(/There is \*\*1 nucleus\*\*/);
  });

  it('tries the other polarity when what was found fills the figure', () => {
    const background = survey(2, { coverage: 0.85, border: 2 });
    expect(cellAfter('How many cells are there?', [background])).toMatch(
      /other polarity.*polarity="dark"/s,
    );
    const dark = survey(40, { polarity: 'dark', coverage: 0.15, border: 4 }, 2);
    const answer = answerAfter('How many cells are there?', [background, dark]);
    expect(answer.value).toBe('40');
    expect(answer.evidence.some((item) => /set aside/.test(item.text))).toBe(true);
  });

  it('keeps the first polarity when the other is no better', () => {
    const first = survey(2, { coverage: 0.02, border: 2, low: 2, high: 2 });
    const second = survey(1, { polarity: 'dark', coverage: 0.98, border: 1 }, 2);
    expect(answerAfter('How many cells are there?', [first, second]).value).toBe('2');
  });

  it('does not question a polarity that was asked for', () => {
    const answer = answerAfter('How many bright cells are there?', [
      survey(2, { coverage: 0.2, low: 2, high: 2 }),
    ]);
    expect(answer.value).toBe('2');
  });

  it('does not count a background', () => {
    const answer = answerAfter('How many bright cells are there?', [
      survey(1, { coverage: 0.7, border: 1, low: 1, high: 1 }),
    ]);
    expect(answer.answered).toBe(false);
    expect(answer.text).toMatch(/background/);
  });

  it('looks closer where thresholds disagree, and widens the range by what it sees', () => {
    const doubtful = survey(40, {
      low: 30,
      high: 50,
      ragged: [[300, 200, 340, 240]],
      ragged_count: 6,
    });
    const cell = cellAfter('How many cells are there?', [doubtful]);
    expect(cell).toMatch(/30 and 50/);
    expect(cell).toMatch(/region = \[200, 145, 400, 295\]/);
    const closer = look({ before: 10, closer: 22, joined: 28 }, 2);
    const answer = answerAfter('How many cells are there?', [doubtful, closer]);
    expect(answer.uncertainty).toMatch(/between 30 and 52/);
    expect(answer.evidence.some((item) => item.image === 't2-1')).toBe(true);
  });

  it('gives no number when the thresholds contradict each other', () => {
    const answer = answerAfter('How many cells are there?', [
      survey(20, { low: 5, high: 90 }),
      look({ before: 5, closer: 6, joined: 5 }, 2),
    ]);
    expect(answer.answered).toBe(false);
    expect(answer.text).toMatch(/5 and 90/);
  });

  it('refuses to count in a chart', () => {
    const flat = survey(30, { flat: 0.8 });
    expect(cellAfter('How many cells are there?', [flat])).toMatch(/read_axes/);
    const answer = answerAfter('How many cells are there?', [flat, look({ x: 0, y: 6 }, 2, 0)]);
    expect(answer).toMatchObject({ answered: false });
    expect(answer.text).toMatch(/chart/);
    expect(answerAfter('How many cells are there?', [flat, look({ x: 0, y: 0 }, 2, 0)]).value).toBe(
      '30',
    );
  });

  it('refuses where nothing stands out', () => {
    const nothing = survey(0, { all: 0, low: 0, high: 0, coverage: 0 });
    expect(answerAfter('How many cells are there?', [nothing, nothing]).answered).toBe(false);
  });

  it('answers yes or no to a limit on the count', () => {
    expect(answerAfter('Are there more than 50 nuclei?', [survey(57)]).text).toMatch(/^Yes/);
    expect(answerAfter('Are there more than 60 nuclei?', [survey(57)]).text).toMatch(/^No/);
  });

  it('puts filters and regions into the cell', () => {
    const cell = cellAfter('How many dark cells larger than 50 px are in the left half?', []);
    expect(cell).toMatch(/figkit\.crop\(image_1, \[0, 0, 200, 300\]\)/);
    expect(cell).toMatch(/polarity="dark"/);
    expect(cell).toMatch(/item\.area_px > 50/);
  });

  it('converts a physical limit with the pixel size of the file', () => {
    const cell = cellAfter('How many cells are larger than 20 µm²?', [], CALIBRATED);
    expect(cell).toMatch(/item\.area_px \* 0\.5\*\*2 > 20/);
  });

  it('refuses a physical limit without a scale', () => {
    expect(cellAfter('How many cells are larger than 20 µm²?', [])).toMatch(/scale_bar/);
    const answer = answerAfter('How many cells are larger than 20 µm²?', [NO_BAR]);
    expect(answer.answered).toBe(false);
    expect(answer.text).toMatch(/µm²/);
  });
});

describe('sizes', () => {
  it('are physical with a scale bar', () => {
    const answer = answerAfter('What is the median size of the nuclei?', [BAR, survey(57, {}, 2)]);
    expect(answer).toMatchObject({ value: '5.6', unit: 'µm' });
    expect(answer.text).toMatch(/area 24\.5 µm²/);
    expect(answer.evidence.some((item) => item.image === 't1-1')).toBe(true);
  });

  it('are in the unit that is asked for', () => {
    const answer = answerAfter(
      'What is the mean area of the nuclei in nm²?',
      [survey(57)],
      CALIBRATED,
    );
    expect(answer).toMatchObject({ unit: 'nm²' });
    expect(Number(answer.value)).toBeCloseTo(25e6, -6);
  });

  it('are in pixels without a scale, and say so', () => {
    const answer = answerAfter('What is the median size of the nuclei?', [
      NO_BAR,
      survey(57, {}, 2),
    ]);
    expect(answer.unit).toBe('px');
    expect(answer.text).toMatch(/No scale bar or pixel size/);
  });

  it('name the place of the largest', () => {
    const answer = answerAfter('Which is the largest nucleus?', [survey(57, {}, 1)], CALIBRATED);
    expect(answer.text).toMatch(/x = 50, y = 61/);
    expect(answer).toMatchObject({ value: '6.7', unit: 'µm' });
  });

  it('say when the border cuts the smallest', () => {
    expect(answerAfter('smallest nucleus', [survey(57)], CALIBRATED).text).toMatch(
      /cut by the border/,
    );
  });

  it('cover a share of the area', () => {
    const answer = answerAfter('What percentage of the image is covered by nuclei?', [survey(57)]);
    expect(answer).toMatchObject({ value: '10', unit: '%' });
  });

  it('give a density per unit of area', () => {
    const answer = answerAfter('density of nuclei', [survey(57)], CALIBRATED);
    expect(answer.unit).toBe('per mm²');
    expect(Number(answer.value)).toBeCloseTo(57 / (0.2 * 0.15), -1);
  });
});
