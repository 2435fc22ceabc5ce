import type { PanelEvent } from '../../../../src/panel/protocol.ts';

type Of<T extends PanelEvent['type']> = Extract<PanelEvent, { type: T }>;
type Image = Of<'observation'>['images'][number];

const START = Date.parse('2026-11-22T12:00:00.000Z');
const RUN = '20261122-120000-abcdef';
let seconds = 0;

function base(turn: number): { run: string; turn: number; time: string } {
  seconds += 0.4;
  return { run: RUN, turn, time: new Date(START + seconds * 1000).toISOString() };
}

const STATS = { dhash: '0'.repeat(16), spread: 40 };

/** Events of a run, as a host would send them. Each has what a test does not care about filled in. */
export const events = {
  started: (question: string, change: Partial<Of<'started'>> = {}): PanelEvent => ({
    type: 'started',
    ...base(change.turn ?? 0),
    question,
    mode: 'auto',
    model: { id: 'analyst', label: 'Analyst', profile: 's1vl' },
    figures: [
      {
        id: 'image_1',
        name: 'nuclei.png',
        sha256: 'ab'.repeat(32),
        width: 720,
        height: 540,
        preview: { file: 'image_1.png', width: 720, height: 540, stats: STATS },
      },
    ],
    followUp: false,
    ...change,
  }),
  thought: (turn: number, text: string): PanelEvent => ({
    type: 'thoughtDelta',
    ...base(turn),
    text,
  }),
  code: (turn: number, code: string, change: Partial<Of<'code'>> = {}): PanelEvent => ({
    type: 'code',
    ...base(turn),
    code,
    repairs: [],
    ...change,
  }),
  observation: (turn: number, change: Partial<Of<'observation'>> = {}): PanelEvent => ({
    type: 'observation',
    ...base(turn),
    stdout: '',
    stderr: '',
    images: [],
    notes: [],
    stateLost: false,
    durationMs: 420,
    ...change,
  }),
  answer: (turn: number, text: string, change: Partial<Of<'answer'>> = {}): PanelEvent => ({
    type: 'answer',
    ...base(turn),
    text,
    answered: true,
    evidence: [],
    durationMs: 2300,
    ...change,
  }),
  retry: (turn: number, text: string): PanelEvent => ({ type: 'retry', ...base(turn), text }),
  gainChecked: (turn: number, change: Partial<Of<'gainChecked'>> = {}): PanelEvent => ({
    type: 'gainChecked',
    ...base(turn),
    withheld: ['t1-1'],
    effect: 'changed',
    text: 'Asked once more without the image t1-1, the model answered 40 nuclei instead of 48 nuclei: the answer changed.',
    without: { text: 'About **40** nuclei.', answered: true, value: 40, unit: 'nuclei' },
    durationMs: 900,
    ...change,
  }),
  notice: (turn: number, text: string, level: 'info' | 'warning' = 'info'): PanelEvent => ({
    type: 'notice',
    ...base(turn),
    level,
    text,
  }),
  failed: (turn: number, message: string, change: Partial<Of<'failed'>> = {}): PanelEvent => ({
    type: 'failed',
    ...base(turn),
    kind: 'modelError',
    message,
    ...change,
  }),
};

/** An image of an observation. */
export function image(name: string, change: Partial<Image> = {}): Image {
  return {
    file: `${name}.png`,
    name,
    width: 720,
    height: 540,
    stats: STATS,
    gain: { blank: false, new: true, reason: '2.5× larger than shown before', share: 0.12 },
    ...change,
  };
}
