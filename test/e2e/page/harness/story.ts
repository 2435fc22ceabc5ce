import type { PanelEvent } from '../../../../src/panel/protocol.ts';
import { events, image } from './events.ts';

const COUNT = `found = figkit.count_objects(image_1, polarity="bright")
print(found)
# Only the upper left, to check the touching ones
view = figkit.zoom(image_1, [40, 30, 260, 200])
figkit.show(view, title="Upper left")
figkit.show(found.annotated, title="All nuclei, outlined")`;

/** A run in which everything happens once: repairs, errors, regions, a re-run, an answer with all parts, a stopped follow-up. */
export function story(): PanelEvent[] {
  const corner = { figure: 'image_1', box: [40, 30, 260, 200] as const, scale: 3 };
  const right = { figure: 'image_1', box: [420, 300, 700, 500] as const, scale: 2.5 };
  return [
    events.started('How many nuclei are there, and how sure is that?', {
      region: [40, 30, 700, 500],
    }),
    events.notice(0, 'Only page 1 of 12 is used.'),
    events.thought(1, 'The nuclei are bright on a dark background. '),
    events.thought(1, 'I count them once, then look closely where they touch.'),
    events.code(1, COUNT, {
      original: COUNT.replace('figkit.zoom', 'cv.zoom'),
      repairs: ['`cv.` was written for `cv2.` in line 4.'],
    }),
    events.observation(1, {
      stdout: '48 objects (bright; 46 to 49)\nmedian diameter 32.7 px\n',
      images: [
        image('t1-1', { title: 'Upper left', frame: corner, width: 660, height: 510 }),
        image('t1-2', {
          title: 'All nuclei, outlined',
          frame: { figure: 'image_1', box: [0, 0, 720, 540], scale: 1 },
          gain: { blank: false, new: true, reason: 'first look', share: 1 },
        }),
      ],
      notes: ['The box was clamped to the figure.'],
    }),
    events.thought(2, 'The lower right holds two pairs that touch.'),
    events.code(2, 'figkit.show(figkit.zoom(image_1, [420, 300, 700, 500]))\n1 / 0'),
    events.observation(2, {
      images: [
        image('t2-1', { title: 'Lower right', frame: right }),
        image('t2-2', {
          frame: right,
          gain: { blank: false, new: false, reason: 'looks the same as t2-1', duplicateOf: 't2-1' },
        }),
      ],
      error: {
        type: 'ZeroDivisionError',
        message: 'division by zero',
        line: 2,
        source: '1 / 0',
      },
    }),
    events.notice(
      2,
      'Evidence that names an image which the run does not have was left out.',
      'warning',
    ),
    events.answer(
      3,
      'There are **48 nuclei**, brighter than the background; $\\sigma = \\sqrt{48} \\approx 7$.',
      {
        value: 48,
        unit: 'nuclei',
        uncertainty: '± 1, from two thresholds',
        evidence: [
          { text: 'All of them, outlined', image: 't1-2' },
          { text: 'Two pairs touch here', image: 't2-1', frame: right },
          {
            text: 'One is cut by the border',
            frame: { figure: 'image_1', box: [0, 180, 40, 260], scale: 1 },
          },
        ],
      },
    ),
    events.code(1, COUNT.replace('"bright"', '"dark"'), { rerun: 1 }),
    events.observation(1, {
      rerun: 1,
      stdout: '3 objects (dark)\n',
      images: [image('t1r1-1', { title: 'Dark objects', frame: corner })],
    }),
    events.started('And their median diameter?', { followUp: true, turn: 3 }),
    events.thought(4, 'I measure what was found.'),
    events.code(4, 'print(np.median(found.diameters))'),
    events.failed(4, 'Stopped by you.', { kind: 'cancelled' }),
  ];
}
