import type { ChatResponseStream } from 'vscode';
import { oneLine } from '../../reasoning/messages/fence.ts';
import type { OutsideQuestion } from '../contracts.ts';
import { escaped } from '../escaped.ts';

const LONGEST = 160;

/** Tells in the chat what a run does: each turn's phase, and the first sentence of what the model thought before it wrote code. */
export function progressOf(
  stream: Pick<ChatResponseStream, 'progress'>,
): Required<Pick<OutsideQuestion, 'onEvent' | 'onActivity'>> {
  let thought = '';
  return {
    onActivity: (words) => stream.progress(words),
    onEvent(event) {
      if (event.type === 'thoughtDelta') thought += event.text;
      if (event.type === 'retry') thought = '';
      if (event.type !== 'code') return;
      const brief = briefly(thought);
      thought = '';
      // VS Code takes it for Markdown.
      if (brief !== '') stream.progress(escaped(brief));
    },
  };
}

/** The first sentence of a thought, cut where it is long. */
export function briefly(thought: string): string {
  const text = oneLine(thought);
  const [first = ''] = /^.*?[.!?](?=\s|$)/u.exec(text) ?? [text];
  return first.length <= LONGEST ? first : `${first.slice(0, LONGEST - 1).trimEnd()}…`;
}
