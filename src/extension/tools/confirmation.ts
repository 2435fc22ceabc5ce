import { l10n, MarkdownString, type LanguageModelToolConfirmationMessages } from 'vscode';
import { fenced, oneLine } from '../../reasoning/messages/fence.ts';
import { escaped } from '../escaped.ts';
import type { NamedFigure } from './figures.ts';

/** Characters that an editor does not show, or that turn the order of what it shows around. */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Asks the user before something is done; none of the texts that a model wrote acts as Markdown. */
export function confirmation(
  title: string,
  parts: readonly string[],
): LanguageModelToolConfirmationMessages {
  return { title, message: new MarkdownString(parts.join('\n\n')) };
}

/** What is shown while a tool works. */
export function progressMessage(text: string): MarkdownString {
  return new MarkdownString(escaped(text));
}

/** A model's text just as it is, with a word of warning when not all of it can be seen. */
export function literally(text: string, language?: string): string {
  const hidden = [...new Set(text.match(UNSEEN))].map(
    (one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  const shown = text.replace(UNSEEN, '\uFFFD');
  const warning = l10n.t('It has characters that cannot be seen: {0}.', hidden.join(', '));
  return [fenced(shown, language), ...(hidden.length > 0 ? [warning] : [])].join('\n\n');
}

/** Figures that are neither in the workspace nor open, told to the user; nothing when there are none. */
export function outside(figures: readonly NamedFigure[]): readonly string[] {
  const names = figures.filter(({ known }) => !known).map(({ name }) => oneLine(name));
  if (names.length === 0) return [];
  return [
    escaped(l10n.t('These files are outside of the workspace, and Figscope will read them:')),
    literally(names.join('\n')),
  ];
}

/** "nuclei.png, bars.png" */
export function namesOf(figures: readonly NamedFigure[]): string {
  return figures.map(({ name }) => oneLine(name)).join(', ');
}
