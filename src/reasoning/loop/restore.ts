import type { AnswerEvent, CodeEvent, ObservationEvent, RunEvent } from '../events.ts';
import type { RunLimits } from '../limits.ts';
import type { ToolCallPart } from '../model.ts';
import type { Profile } from '../profiles/profile.ts';
import { PYTHON_TOOL } from '../prompt/pythonTool.ts';
import { forModel } from './forModel.ts';
import { regionCell } from './question.ts';
import type { Session } from './session.ts';

/**
 * Writes the messages of a recorded run into a new session, so that a follow-up question finds the conversation as it was.
 * What the model wrote is put together from what is recorded of it: thought, code, answer.
 */
export function restoreDialogue(
  events: readonly RunEvent[],
  session: Session,
  limits: RunLimits,
  profile: Profile,
): void {
  const { dialogue, images } = session;
  let thought = '';
  let code: CodeEvent | undefined;
  let left = limits.turns;
  /** Asks the question that was started; held back until the region's cell is through. */
  let ask: (() => void) | undefined;
  const reply = (rest: string, call?: ToolCallPart) => {
    ask?.();
    ask = undefined;
    const { open, close } = profile.tags.thought;
    const thinking = thought.trim() ? `${open}${thought}${close}\n` : '';
    if (thinking || rest || call) dialogue.reply(thinking + rest, call);
    thought = '';
  };
  for (const event of events) {
    switch (event.type) {
      case 'started': {
        left = limits.turns;
        const described = event.followUp ? [] : [...session.previews];
        const { question, mode, followUp, region, regionFigure } = event;
        const at = region && {
          figure: regionFigure ?? event.figures[0]?.id ?? 'image_1',
          box: region,
        };
        const shows = at && regionCell(at);
        ask = () =>
          dialogue.ask(
            {
              question,
              mode,
              followUp,
              figures: followUp ? [] : session.prepared.promptFigures,
              images: described,
              ...(at && { region: at }),
              turnsLeft: left,
            },
            images.known,
          );
        if (shows !== undefined) described.push(...regionImages(events, event, shows, session));
        break;
      }
      case 'thoughtDelta':
        thought += event.text;
        break;
      case 'code':
        code = event;
        if (event.rerun === undefined && !isRegionCell(event, events))
          reply(...writtenCell(event, profile));
        break;
      case 'observation':
        if (!code || isRegionCell(code, events)) break;
        left -= event.rerun === undefined ? 1 : 0;
        observe(event, code, left, session, limits);
        break;
      case 'answer':
        reply(writtenAnswer(event, profile));
        break;
      case 'failed':
        if (event.rerun !== undefined) break;
        reply('');
        dialogue.noteForNext(`The last question ended without an answer: ${event.message}`);
        break;
      case 'retry':
        thought = '';
        break;
      case 'notice':
      case 'gainChecked':
        break;
    }
  }
  if (ask || thought) {
    reply('');
    dialogue.noteForNext('The last reply was cut off.');
  }
}

/** The cell that a question with a region begins with: it has no thought, and comes right after `started`. */
function isRegionCell(code: CodeEvent, events: readonly RunEvent[]): boolean {
  const index = events.indexOf(code);
  const before = events.slice(0, index).findLast(({ type }) => type !== 'notice');
  return before?.type === 'started' && before.region !== undefined;
}

function regionImages(
  events: readonly RunEvent[],
  started: RunEvent,
  code: string,
  { images }: Session,
) {
  const from = events.indexOf(started);
  const cell = events.findIndex((event, i) => i > from && event.type === 'code');
  const [asked, seen] = [events[cell], events[cell + 1]];
  if (asked?.type !== 'code' || asked.code !== code || seen?.type !== 'observation') return [];
  return images.addTurn(seen.turn, seen.images).described;
}

function observe(
  event: ObservationEvent,
  { code, repairs }: CodeEvent,
  left: number,
  { dialogue, images }: Session,
  limits: RunLimits,
): void {
  const { described } = images.addTurn(event.turn, event.images, event.rerun);
  dialogue.observe(
    {
      ...forModel(event, [...repairs, ...event.notes], limits.stdoutChars),
      turn: event.turn,
      images: described,
      ...(event.rerun !== undefined && { changedCode: code }),
      turnsLeft: Math.max(1, left),
    },
    images.known,
  );
}

function writtenCell(
  { code, original, turn }: CodeEvent,
  { tags, calls }: Profile,
): [text: string, call?: ToolCallPart] {
  const written = original ?? code;
  if (calls === 'text')
    return [`${tags.code.open}\n\`\`\`python\n${written}\n\`\`\`\n${tags.code.close}`];
  const { name } = PYTHON_TOOL;
  const text = JSON.stringify({ code: written });
  return ['', { type: 'toolCall', id: `call_t${turn}`, name, arguments: text }];
}

function writtenAnswer(answer: AnswerEvent, { tags }: Profile): string {
  const { text, answered, value, unit, uncertainty, evidence } = answer;
  const lines = [answered ? text : `Not answered: ${text}`];
  if (value !== undefined) lines.push(`\\boxed{${value}${unit ? `\\ \\text{${unit}}` : ''}}`);
  if (uncertainty !== undefined) lines.push(`Uncertainty: ${uncertainty}`);
  if (evidence.length > 0) lines.push('Evidence:');
  for (const { text: words, image, frame } of evidence) {
    const source = image ?? (frame && `${frame.figure} [${frame.box.join(', ')}]`);
    lines.push(`- ${image ? `[${image}] ` : source ? `${source} ` : ''}${words}`);
  }
  return `${tags.answer.open}\n${lines.join('\n')}\n${tags.answer.close}`;
}
