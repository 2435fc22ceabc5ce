import type { PanelEvent } from '../../../../src/panel/protocol.ts';
import { events, image } from './events.ts';

const corner = { figure: 'image_1', box: [40, 30, 260, 200] as const, scale: 3 };

/** A question whose second reply broke off, with tokens, and an answer that may be checked without its images. */
export function answeredRun(): PanelEvent[] {
  return [
    events.started('How many nuclei are there?'),
    events.thought(1, 'I look at the upper left first.'),
    events.code(1, 'figkit.show(figkit.zoom(image_1, [40, 30, 260, 200]))', {
      usage: { promptTokens: 1204, cachedTokens: 1100, completionTokens: 85 },
    }),
    events.observation(1, {
      images: [image('t1-1', { title: 'Upper left', frame: corner, width: 660, height: 510 })],
    }),
    events.thought(2, 'What was lost'),
    events.retry(
      2,
      'The connection to gpu.example.org broke off. The reply is asked for once more; nothing of the turns before is lost.',
    ),
    events.thought(2, 'The same once more, for all of them.'),
    events.code(2, 'figkit.show(figkit.count_objects(image_1).annotated)', {
      usage: { promptTokens: 2600, completionTokens: 1 },
    }),
    events.observation(2, { images: [image('t2-1', { title: 'All nuclei, outlined' })] }),
    events.answer(3, 'There are **48 nuclei**, brighter than the background.', {
      value: 48,
      unit: 'nuclei',
      uncertainty: '± 1, from two thresholds',
      evidence: [{ text: 'All of them, outlined', image: 't2-1' }],
      usage: { promptTokens: 8626, cachedTokens: 8000, completionTokens: 314 },
    }),
  ];
}

/** The same, checked: the images made a difference. */
export function checkedRun(): PanelEvent[] {
  return [
    ...answeredRun(),
    events.gainChecked(3, {
      withheld: ['t1-1', 't2-1'],
      text: 'Asked once more without the images t1-1, t2-1, the model answered 40 nuclei instead of 48 nuclei: the answer changed. One sample each: models that sample may differ by chance.',
      without: {
        text: 'From the overview alone there are **about 40** nuclei; those that touch cannot be told apart.',
        answered: true,
        value: 40,
        unit: 'nuclei',
      },
    }),
  ];
}

export const UNBACKED =
  'Not backed by any observation: the answer speaks of work on the figure (“I zoomed into the left panel”), but no code has run.';

/** An answer that claims what no cell has shown. */
export function unbackedRun(): PanelEvent[] {
  return [
    events.started('Which bar is the tallest?'),
    events.thought(1, 'The tallest bar is easily seen.'),
    events.answer(1, 'I zoomed into the left panel: bar **C** is the tallest.', {
      value: 'C',
      unbacked: UNBACKED,
    }),
  ];
}
