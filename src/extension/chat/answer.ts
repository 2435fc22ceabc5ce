import { l10n } from 'vscode';
import type { Evidence } from '../../reasoning/events.ts';
import { frameWords, valueWords } from '../../runs/report/wording.ts';
import type { StoredEvent } from '../../runs/storedEvents.ts';
import type { Exchange } from '../../runs/timeline.ts';
import { escaped } from '../escaped.ts';

type Answer = NonNullable<Exchange<StoredEvent>['answer']>;

/** An answer in Markdown: its value first, then its words, what it may be off by, and what it rests on. */
export function answerMarkdown({ started, answer, notices, turns }: Exchange<StoredEvent>): string {
  if (!answer) return '';
  const { text, answered, uncertainty, evidence, unbacked } = answer;
  return [
    headline(answer),
    ...(answered ? [] : [l10n.t('This could not be answered.')]),
    text,
    ...(uncertainty === undefined ? [] : [l10n.t('Uncertainty: {0}', escaped(uncertainty))]),
    ...(evidence.length > 0 ? [evidence.map(evidenceLine).join('\n')] : []),
    ...(unbacked === undefined ? [] : [`⚠️ ${escaped(unbacked)}`]),
    ...notices
      .filter(({ level }) => level === 'warning')
      .map((notice) => `⚠️ ${escaped(notice.text)}`),
    `*${escaped(
      turns.length === 1
        ? l10n.t('{0}, 1 turn', started.model.label)
        : l10n.t('{0}, {1} turns', started.model.label, turns.length),
    )}*`,
  ]
    .filter((part) => part.trim() !== '')
    .join('\n\n');
}

function headline({ value, unit }: Answer): string {
  return value === undefined ? '' : `**${escaped(valueWords(value, unit))}**`;
}

function evidenceLine({ text, image, frame }: Evidence): string {
  const place = [image, frame && frameWords(frame)].filter((part) => part !== undefined);
  return `- ${escaped(text)}${place.length > 0 ? ` (${escaped(place.join(', '))})` : ''}`;
}
