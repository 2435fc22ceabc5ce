import { planIntent } from '../../../src/models/analyst/plans/dispatch.ts';
import type { Intent } from '../../../src/models/analyst/question/intent.ts';
import { readQuestion } from '../../../src/models/analyst/question/parse.ts';
import type { Answer, Json, Look, Scene, Step } from '../../../src/models/analyst/step.ts';

export const SCENE: Scene = {
  figures: [{ id: 'image_1', name: 'figure.png', width: 400, height: 300 }],
  mayLook: true,
};

/** The one intent of a question. */
export function intentOf(question: string): Intent {
  const reading = readQuestion(question);
  const [intent, ...others] = reading.understood ? reading.intents : [];
  if (intent === undefined || others.length > 0) throw new Error(`Not one intent: ${question}`);
  return intent;
}

/** The step that follows when the cells of a question gave back `looks`. */
export function after(question: string, looks: readonly Look[], scene: Scene = SCENE): Step {
  return planIntent(intentOf(question), scene, looks);
}

/** The answer that follows; fails when the plan wants another cell. */
export function answerAfter(question: string, looks: readonly Look[], scene?: Scene): Answer {
  const step = after(question, looks, scene);
  if (step.type !== 'answer') throw new Error(`Another cell: ${step.thought}\n${step.code}`);
  return step.answer;
}

/** The cell that follows; fails when the plan answers. */
export function cellAfter(question: string, looks: readonly Look[], scene?: Scene): string {
  const step = after(question, looks, scene);
  if (step.type !== 'cell') throw new Error(`An answer: ${step.answer.text}`);
  return `${step.thought}\n${step.code}`;
}

/** What a cell of turn `turn` gave back. */
export function look(data: Record<string, Json>, turn = 1, images = 1): Look {
  return {
    data,
    images: Array.from({ length: images }, (_, index) => `t${String(turn)}-${String(index + 1)}`),
  };
}

/** What a bars cell prints. */
export function chart(
  bars: readonly (readonly [string, number | null, string?])[],
  more = {},
): Look {
  return look({
    bars: bars.map(([label, value, series]) => [label, value, series ?? null]),
    total: bars.length,
    orientation: 'vertical',
    ticks: 6,
    per_pixel: 0.25,
    relative: null,
    x_title: 'Fruit',
    y_title: 'Mass (kg)',
    title: 'Harvest',
    warnings: [],
    ...more,
  });
}

/** What a survey cell prints: `count` objects of area 100 ± 10 px². */
export function survey(count: number, more: Record<string, Json> = {}, turn = 1): Look {
  const area = {
    mean: 100,
    sd: 10,
    median: 98,
    q1: 90,
    q3: 110,
    min: 60,
    max: 140,
    total: 100 * count,
  };
  const diameter = {
    mean: 11.3,
    sd: 0.6,
    median: 11.2,
    q1: 10.7,
    q3: 11.8,
    min: 8.7,
    max: 13.4,
    total: 11.3 * count,
  };
  return look(
    {
      count,
      all: count,
      low: count - 1,
      high: count + 2,
      polarity: 'bright',
      coverage: 0.1,
      border: 2,
      view: [400, 300],
      flat: 0.1,
      warnings: [],
      area,
      measure: diameter,
      largest: { x: 50.2, y: 60.7, area: 140, value: 13.4, border: false },
      smallest: { x: 90, y: 10, area: 60, value: 8.7, border: true },
      ragged: [],
      ragged_count: 0,
      ...more,
    },
    turn,
  );
}
