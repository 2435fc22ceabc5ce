import { describe, expect, it } from 'vitest';
import { contextAfter, readQuestion } from '../../../src/models/analyst/question/parse.ts';
import { PHRASINGS } from './phrasings.ts';
import { summarise } from './summary.ts';

const rows = Object.entries(PHRASINGS).flatMap(([reading, questions]) =>
  questions.map((question) => [question, reading] as const),
);

describe('readQuestion', () => {
  it('is tried on a large table', () => {
    expect(rows.length).toBeGreaterThan(200);
  });

  it.each(rows)('%s → %s', (question, reading) => {
    expect(summarise(readQuestion(question))).toBe(reading);
  });

  it.each([
    ['COUNT THE NUCLEI', 'count nuclei'],
    ['  how   many nuclei ???  ', 'count nuclei'],
    ['How many nuclei are larger than 1,200 px²?', 'count nuclei area>1200px²'],
    ['How many nuclei are larger than 3,5 µm?', 'count nuclei diameter>3.5µm'],
    ['How many nuclei are larger than 2.5 um^2?', 'count nuclei area>2.5µm²'],
    ['How many nuclei are larger than 40 square microns?', 'count nuclei area>40µm²'],
    ['How many nuclei are larger than 40 µm squared?', 'count nuclei area>40µm²'],
  ])('reads numbers, units and letters in any form: %s', (question, reading) => {
    expect(summarise(readQuestion(question))).toBe(reading);
  });

  it('says how it read a misspelt word', () => {
    const reading = readQuestion('Count the nucleii');
    expect(reading).toMatchObject({ corrections: [{ typed: 'nucleii', read: 'nuclei' }] });
  });

  it.each(['cars', 'trains', 'calls', 'sports', 'bears', 'stars'])(
    'does not take “%s” for a word that it resembles',
    (noun) => {
      expect(readQuestion(`How many ${noun} are there?`).understood).toBe(false);
    },
  );

  it('names the words that it could not read', () => {
    const reading = readQuestion('How many purple unicorns are grazing?');
    expect(reading).toMatchObject({ refusal: { words: ['unicorns', 'grazing'] } });
  });
});

describe('follow-up questions', () => {
  it.each([
    [
      'How many nuclei are there?',
      [
        ['and their median size?', 'size size median nuclei'],
        ['what about the dark ones?', 'size size median nuclei dark'],
        ['which is the largest?', 'extreme largest size nuclei dark'],
        ['and the smallest?', 'extreme smallest size nuclei dark'],
        ['in µm²?', 'extreme smallest size nuclei dark in µm²'],
      ],
    ],
    [
      'How many particles are there?',
      [
        ['how many of them are larger than 100 px²?', 'count particles area>100px²'],
        ['and in the left half?', 'count particles area>100px² ["left",0.5]'],
        ['How many colonies are there?', 'count colonies'],
      ],
    ],
    [
      'What is the value of A?',
      [
        ['and B?', 'barValue [B] ?'],
        ['what about C?', 'barValue [C] ?'],
        ['which is the highest?', 'barExtreme highest 1 label'],
        ['and the second highest?', 'barExtreme highest 2 label'],
        ['and the total?', 'barStatistic sum'],
        ['What is the title?', 'title'],
        ['and the lowest?', 'barExtreme lowest 1 label'],
      ],
    ],
    [
      'What is the median size of the particles?',
      [
        ['and the mean?', 'size size mean particles'],
        ['how many are there?', 'count particles'],
        ['why?', 'refused: topic'],
      ],
    ],
  ] as const)('after “%s”', (first, follow) => {
    const opening = readQuestion(first);
    let context = contextAfter({}, opening.understood ? opening.intents : []);
    for (const [question, expected] of follow) {
      const reading = readQuestion(question, context);
      expect(`${question} → ${summarise(reading)}`).toBe(`${question} → ${expected}`);
      if (reading.understood) context = contextAfter(context, reading.intents);
    }
  });

  it('cannot stand alone', () => {
    expect(readQuestion('what about the dark ones?').understood).toBe(false);
    expect(readQuestion('in µm²?').understood).toBe(false);
  });
});
