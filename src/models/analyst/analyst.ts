import { s1vl, type Model, type ModelDelta, type ModelRequest } from '../../reasoning/index.ts';
import { readSituation, type Situation } from './conversation.ts';
import { withoutLooking } from './plans/abilities.ts';
import { needsNoLook, planIntent, planRefusal } from './plans/dispatch.ts';
import { nextStep, sceneOf, type Task } from './plans/sequence.ts';
import type { Intent, Reading } from './question/intent.ts';
import { refuse, type Scene, type Step } from './step.ts';
import { streamText } from './stream.ts';
import { writeTurn } from './turn.ts';

/**
 * The built-in model: a rule-based reader of common questions that needs no weights. It reads the question with a
 * lexicon, runs figkit cells, and answers from what they print. The same messages give the same turn.
 */
export function createAnalyst(): Model {
  return {
    id: 'analyst',
    label: 'rule-based analyst (built in)',
    profile: s1vl,
    images: false,
    byCodeOnly: true,
    stream: (request, signal) => streamTurn(request, signal),
  };
}

async function* streamTurn(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelDelta> {
  signal.throwIfAborted();
  yield* streamText(writeTurn(stepFor(request)), signal);
}

/** The analyst's next turn for a request. */
export function stepFor({ messages }: ModelRequest): Step {
  const situation = readSituation(messages);
  if (situation === undefined)
    return refuse('There is no question.', 'The conversation holds no question.');
  const step = decide(situation);
  const { turnsLeft, mustLook } = situation;
  if (step.type === 'cell' && turnsLeft === 1)
    return refuse(
      'This is the last turn, and the measurement is not finished.',
      'The turns of this run were used up before the measurement was finished. Allow more turns, or ask about one figure at a time.',
    );
  if (step.type === 'answer' && step.answer.answered && mustLook && turnsLeft > 1)
    return showFigures(situation.scene);
  return situation.looks.length === 0 ? withCorrections(step, situation.reading) : step;
}

function decide({ reading, scene, looks }: Situation): Step {
  if (!reading.understood) return planRefusal(reading.refusal, scene, looks);
  if (!scene.mayLook && !reading.intents.every(needsNoLook))
    return refuse('Without code I cannot look at the figure.', withoutLooking());
  return nextStep(
    reading.intents.flatMap((intent) => tasksOf(intent, scene)),
    looks,
  );
}

/** One task for each figure that the question is about: those it names, the one with the region, or all. */
function tasksOf(intent: Intent, scene: Scene): Task[] {
  if (needsNoLook(intent))
    return [{ counting: false, next: (looks) => planIntent(intent, scene, looks) }];
  const named = 'objects' in intent && 'figures' in intent.objects ? intent.objects.figures : [];
  const regional = scene.figures.findIndex((figure) => figure.id === scene.region?.figure);
  const all = scene.figures.map((_, index) => index);
  const chosen =
    named.length > 0 ? named.map((number) => number - 1) : regional >= 0 ? [regional] : all;
  const missing = chosen.find((index) => scene.figures[index] === undefined);
  if (missing !== undefined) return [{ counting: false, next: () => noSuchFigure(missing, scene) }];
  return chosen.map((index) => ({
    counting: intent.kind === 'count',
    ...(chosen.length > 1 && { figure: scene.figures[index]?.id ?? '' }),
    next: (looks) => planIntent(intent, sceneOf(scene, index), looks),
  }));
}

function noSuchFigure(index: number, scene: Scene): Step {
  const count = scene.figures.length;
  return refuse(
    'The question names a figure that is not there.',
    `There is no figure ${String(index + 1)}: this run has ${count === 1 ? 'one figure' : `${String(count)} figures`}.`,
  );
}

/** In mode 'images' something must be looked at before any answer. */
function showFigures(scene: Scene): Step {
  const lines = scene.figures.map((figure) => `figkit.show(${figure.id}, title="${figure.id}")`);
  return {
    type: 'cell',
    thought: 'The answer needs no measurement, but this mode asks for a look at the figure first.',
    code: [
      ...lines,
      `print(${scene.figures.map((figure) => `${figure.id}.shape`).join(', ')})`,
    ].join('\n'),
  };
}

function withCorrections(step: Step, reading: Reading): Step {
  if (!reading.understood || reading.corrections.length === 0) return step;
  const words = reading.corrections.map(({ typed, read }) => `“${typed}” as “${read}”`).join(', ');
  return { ...step, thought: `I read ${words}. ${step.thought}` };
}
