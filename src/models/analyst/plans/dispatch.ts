import { overviewCell } from '../cells/text.ts';
import type { EitherIntent, Intent, Refusal } from '../question/intent.ts';
import { isBarIntent, isObjectIntent } from '../question/parse.ts';
import { refuse, type Look, type Scene, type Step } from '../step.ts';
import { abilitiesAnswer, figureSizeAnswer, refusalText } from './abilities.ts';
import { planAxes } from './axes.ts';
import { planBars } from './bars/plan.ts';
import { planDescribe } from './describe.ts';
import { planObjects } from './objects/plan.ts';
import { readOverview } from './overview.ts';
import { planScale } from './scale.ts';
import { planText } from './text.ts';

/** The next turn for a question that was read. */
export function planIntent(intent: Intent, scene: Scene, looks: readonly Look[]): Step {
  if (intent.kind === 'either') return planEither(intent, scene, looks);
  if (isBarIntent(intent)) return planBars(intent, scene, looks);
  if (isObjectIntent(intent)) return planObjects(intent, scene, looks);
  switch (intent.kind) {
    case 'axis':
    case 'title':
      return planAxes(intent, scene, looks);
    case 'text':
      return planText(intent, scene, looks);
    case 'scale':
      return planScale(intent, scene, looks);
    case 'describe':
      return planDescribe(intent, scene, looks);
    case 'figureSize':
      return {
        type: 'answer',
        thought: 'The size of the figure is known without looking at it.',
        answer: figureSizeAnswer(scene),
      };
    case 'abilities':
      return {
        type: 'answer',
        thought: 'I am asked about myself, not about the figure.',
        answer: abilitiesAnswer(),
      };
  }
}

/** True when the question can be answered without running code. */
export function needsNoLook(intent: Intent): boolean {
  return intent.kind === 'abilities' || intent.kind === 'figureSize';
}

/** A question that fits objects and bars alike: see which of them the figure has. */
function planEither(intent: EitherIntent, scene: Scene, looks: readonly Look[]): Step {
  const [first, ...others] = looks;
  const [figure] = scene.figures;
  if (figure === undefined) return refuse('There is no figure.', 'There is no figure to look at.');
  if (first === undefined)
    return {
      type: 'cell',
      thought:
        'The question does not say of what. If this is a bar chart it means the bars, else the objects: I look which it is.',
      code: overviewCell(figure),
    };
  const chart = ['barChart', 'chart'].includes(readOverview(first)?.kind ?? 'unknown');
  return chart ? planBars(intent.bars, scene, others) : planObjects(intent.objects, scene, others);
}

/** A question that was not read: see what kind of figure this is, so that the examples fit, and say what can be asked. */
export function planRefusal(refusal: Refusal, scene: Scene, looks: readonly Look[]): Step {
  const [figure] = scene.figures;
  const [look] = looks;
  const thought = refusalThought(refusal);
  if (figure !== undefined && look === undefined && scene.mayLook)
    return {
      type: 'cell',
      thought: `${thought} I look what kind of figure this is, to tell what can be asked of it.`,
      code: overviewCell(figure),
    };
  const kind = (look === undefined ? undefined : readOverview(look)?.kind) ?? 'unknown';
  return refuse(`${thought} I do not guess.`, refusalText(refusal, kind));
}

function refusalThought({ reason, words }: Refusal): string {
  if (reason === 'words')
    return `I do not know what ${words.map((word) => `“${word}”`).join(', ')} means here.`;
  return reason === 'topic'
    ? 'That is a question I have no way to answer.'
    : 'I cannot make out what is asked.';
}
