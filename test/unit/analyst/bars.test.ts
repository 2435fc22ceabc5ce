import { describe, expect, it } from 'vitest';
import { answerAfter, cellAfter, chart, look } from './looks.ts';

const HARVEST = chart([
  ['Apples', 40],
  ['Pears', 25],
  ['Plums', 10],
  ['Cherries', 5],
]);

describe('answers about bars', () => {
  it.each([
    ['How many bars are there?', '4', 'bars'],
    ['What is the value of Pears?', '25', 'kg'],
    ['How tall is the bar for plums', '10', 'kg'],
    ['value of aples', '40', 'kg'],
    ['what is the height of the last bar?', '5', 'kg'],
    ['Which bar is the highest?', 'Apples', undefined],
    ['What is the lowest value?', '5', 'kg'],
    ['Which bar is the second highest?', 'Pears', undefined],
    ['Which fruit has the highest mass?', 'Apples', undefined],
    ['What is the mass of Cherries?', '5', 'kg'],
    ['difference between apples and plums', '30', 'kg'],
    ['How much lower are Plums than Apples?', '30', 'kg'],
    ['difference between the highest and the lowest bar', '35', 'kg'],
    ['ratio of Apples to Plums', '4', undefined],
    ['what percentage of Pears is Plums?', '40', '%'],
    ['What percentage of the total is Apples?', '50', '%'],
    ['Is Apples higher than Pears?', 'Apples', undefined],
    ['which is lower, Plums or Cherries?', 'Cherries', undefined],
    ['sum of all bars', '80', 'kg'],
    ['What is the sum of Apples and Pears?', '65', 'kg'],
    ['mean of the bars', '20', 'kg'],
    ['median bar height', '17.5', 'kg'],
    ['top 2 bars', 'Apples, Pears', undefined],
    ['Which bars are above 20?', 'Apples, Pears', undefined],
    ['How many bars are below 20?', '2', undefined],
    ['bars between 5 and 10', 'Plums, Cherries', undefined],
  ])('%s → %s', (question, value, unit) => {
    const answer = answerAfter(question, [HARVEST]);
    expect(answer.answered).toBe(true);
    expect(Number(answer.value)).toEqual(Number.isNaN(Number(value)) ? Number.NaN : Number(value));
    if (Number.isNaN(Number(value))) expect(answer.value).toBe(value);
    expect(answer.unit).toBe(unit);
    expect(answer.evidence[0]?.image).toBe('t1-1');
  });

  it('says what one pixel of the axis is worth', () => {
    const answer = answerAfter('What is the value of Pears?', [HARVEST]);
    expect(answer.uncertainty).toMatch(/± 0\.25/);
  });

  it('says when two bars are equal to within a pixel', () => {
    const close = chart([
      ['A', 40],
      ['B', 39.9],
    ]);
    expect(answerAfter('Which bar is the highest?', [close]).text).toMatch(/not certain/);
    expect(answerAfter('Is A higher than B?', [close]).value).toBe('equal');
  });

  it('names the series of grouped bars', () => {
    const grouped = chart([
      ['A', 1, 'cat'],
      ['A', 2, 'dog'],
      ['B', 3, 'cat'],
      ['B', 4, 'dog'],
    ]);
    expect(answerAfter('What is the value of B for dog?', [grouped]).value).toBe('4');
    expect(answerAfter('What is the value of B?', [grouped]).text).toMatch(/cat.*3.*dog.*4/s);
  });

  it('tells labels apart by their case and length', () => {
    const letters = chart([
      ['1', 3],
      ['10', 7],
      ['100', 9],
    ]);
    expect(answerAfter('What is the value of 10?', [letters]).value).toBe('7');
  });
});

describe('what is not guessed about bars', () => {
  const empty = chart([], { ticks: 0 });

  it('reads the chart again, enlarged, when a label is not found', () => {
    expect(cellAfter('What is the value of Kiwis?', [HARVEST])).toMatch(/scale=2/);
    const answer = answerAfter('What is the value of Kiwis?', [HARVEST, HARVEST]);
    expect(answer.answered).toBe(false);
    expect(answer.text).toMatch(/Kiwis.*Apples, Pears, Plums and Cherries/);
  });

  it('takes the better of two readings', () => {
    const answer = answerAfter('What is the value of Pears?', [empty, HARVEST]);
    expect(answer.value).toBe('25');
  });

  it('refuses where there are no bars', () => {
    const answer = answerAfter('Which bar is the highest?', [empty, empty]);
    expect(answer).toMatchObject({ answered: false });
    expect(answer.text).toMatch(/No bars were found/);
  });

  it('refuses where the axis is unreadable, but still counts the bars', () => {
    const mute = chart(
      [
        ['A', null],
        ['B', null],
      ],
      { ticks: 0 },
    );
    expect(answerAfter('Which bar is the highest?', [mute, mute]).text).toMatch(/value axis/);
    expect(answerAfter('How many bars are there?', [mute]).value).toBe('2');
  });

  it.each([
    'Which red bar is the highest?',
    'Which bar is the highest in 2010?',
    'Which tree has the highest weight?',
  ])('leaves no word out: %s', (question) => {
    expect(answerAfter(question, [HARVEST, HARVEST]).answered).toBe(false);
  });

  it('refuses a quantity that the chart does not show', () => {
    const answer = answerAfter('Which country has the highest population?', [HARVEST]);
    expect(answer.answered).toBe(false);
    expect(answer.text).toMatch(/population.*do(?:es)? not turn up/);
  });

  it('says so when no axis title can confirm the quantity', () => {
    const untitled = chart(
      [
        ['Peru', 3],
        ['Chile', 2],
      ],
      { x_title: null, y_title: null, title: null },
    );
    const answer = answerAfter('Which country has the highest population?', [untitled]);
    expect(answer).toMatchObject({ answered: true, value: 'Peru' });
    expect(answer.text).toMatch(/taken from your question/);
  });

  it('reports an error of the cell', () => {
    const failed = { images: [], error: { type: 'ValueError', message: 'bad box' } };
    expect(answerAfter('How many bars are there?', [failed, failed]).text).toMatch(
      /ValueError: bad box/,
    );
  });

  it('has no ratio to zero', () => {
    const zero = chart([
      ['A', 3],
      ['B', 0],
    ]);
    expect(answerAfter('ratio of A to B', [zero]).answered).toBe(false);
  });

  it('survives output that is no chart', () => {
    expect(cellAfter('How many bars are there?', [look({ something: 1 })])).toMatch(/failed/);
  });
});
