import type { Answer, Look, Scene, Step } from '../step.ts';

/** One part of a question about one figure. */
export interface Task {
  /** Figure name when the parts are about different figures. */
  readonly figure?: string;
  readonly counting: boolean;
  readonly next: (looks: readonly Look[]) => Step;
}

/**
 * Works through the tasks one after the other, giving each the looks it asked for, and merges their answers. Plans
 * give the same cells again for the same looks, so nothing needs to be remembered between calls.
 */
export function nextStep(tasks: readonly Task[], looks: readonly Look[]): Step {
  const done: { task: Task; answer: Answer; thought: string }[] = [];
  let place = 0;
  for (const task of tasks) {
    const own: Look[] = [];
    let step = task.next(own);
    while (step.type === 'cell') {
      const look = looks[place];
      if (look === undefined) return withFigure(step, task);
      own.push(look);
      place += 1;
      step = task.next([...own]);
    }
    done.push({ task, answer: step.answer, thought: step.thought });
  }
  const [first] = done;
  if (first !== undefined && done.length === 1)
    return { type: 'answer', thought: first.thought, answer: first.answer };
  return {
    type: 'answer',
    thought: done.map(({ thought }) => thought).join(' '),
    answer: merge(done),
  };
}

function withFigure(step: Extract<Step, { type: 'cell' }>, task: Task): Step {
  return task.figure === undefined ? step : { ...step, thought: `${task.figure}: ${step.thought}` };
}

function merge(parts: readonly { task: Task; answer: Answer }[]): Answer {
  const answered = parts.filter(({ answer }) => answer.answered);
  const [first] = answered;
  if (first === undefined)
    return { answered: false, text: parts.map(textOf).join(' '), evidence: [] };
  const several = parts.some(({ task }) => task.figure !== undefined);
  const values = answered.flatMap(({ task, answer }) =>
    answer.value === undefined
      ? []
      : [several ? `${task.figure ?? ''}: ${answer.value}` : answer.value],
  );
  const text = [...parts.map(textOf), ...comparison(parts)].join(several ? '\n\n' : ' ');
  const uncertainty = answered.flatMap(({ task, answer }) =>
    answer.uncertainty === undefined ? [] : [named(task, answer.uncertainty)],
  );
  return {
    answered: true,
    text,
    ...(values.length > 0 && { value: several ? values.join('; ') : (values[0] ?? '') }),
    ...(first.answer.unit !== undefined && { unit: first.answer.unit }),
    ...(uncertainty.length > 0 && { uncertainty: uncertainty.join(' | ') }),
    evidence: answered.flatMap(({ task, answer }) =>
      answer.evidence.map((item) => ({ ...item, text: named(task, item.text) })),
    ),
  };
}

function textOf({ task, answer }: { task: Task; answer: Answer }): string {
  const text = answer.answered ? answer.text : `This part could not be answered: ${answer.text}`;
  return task.figure === undefined ? text : `**${task.figure}**: ${text}`;
}

function named(task: Task, text: string): string {
  return task.figure === undefined ? text : `${task.figure}: ${text}`;
}

/** Which figure has most, when counts of several figures stand side by side. */
function comparison(parts: readonly { task: Task; answer: Answer }[]): string[] {
  const counts = parts.flatMap(({ task, answer }) => {
    const value = Number(answer.value);
    return task.counting && task.figure !== undefined && answer.answered && Number.isFinite(value)
      ? [{ figure: task.figure, value }]
      : [];
  });
  const ordered = [...counts].sort((a, b) => b.value - a.value);
  const [most, second] = ordered;
  if (most === undefined || second === undefined) return [];
  if (most.value === second.value)
    return [`${most.figure} and ${second.figure} have equally many.`];
  return [
    `**${most.figure}** has the most, ${String(most.value - second.value)} more than ${second.figure}.`,
  ];
}

/** The scene with one of its figures only. */
export function sceneOf(scene: Scene, index: number): Scene {
  return { ...scene, figures: scene.figures.slice(index, index + 1) };
}
