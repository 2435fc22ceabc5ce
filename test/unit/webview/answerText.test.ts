import { expect, it } from 'vitest';
import { answerText, unbackedWords, type PanelAnswer } from '../../../webview/answer/answerText.ts';
import { UNBACKED, unbackedRun } from '../../e2e/page/harness/checked.ts';

const answer = unbackedRun().find((event): event is PanelAnswer => event.type === 'answer');

it('an answer that nothing backs begins with the warning when it is copied', () => {
  expect(answer && answerText(answer).split('\n')).toEqual([
    'Not backed by any observation: The answer speaks of work on the figure (“I zoomed into the left panel”), but no code has run.',
    'C',
    'I zoomed into the left panel: bar **C** is the tallest.',
  ]);
});

it('the sentence loses the heading that the page gives it, and nothing else', () => {
  expect(unbackedWords(UNBACKED)).toMatch(/^The answer speaks/);
  expect(unbackedWords('It rests on nothing.')).toBe('It rests on nothing.');
  expect(unbackedWords('')).toBe('');
});
