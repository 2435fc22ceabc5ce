import * as l10n from '@vscode/l10n';
import type { PanelEvent } from '../../src/panel/protocol.ts';
import type { PanelExchange } from '../host/session.ts';
import { frameWords, valueWords } from '../words/words.ts';

export type PanelAnswer = Extract<PanelEvent, { type: 'answer' }>;

/** Why an answer is not backed, without the heading that the sentence begins with. */
export function unbackedWords(reason: string): string {
  const rest = reason.replace(/^Not backed by any observation: */, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** The answer as text to paste. */
export function answerText(answer: PanelAnswer): string {
  const { text, value, unit, uncertainty, evidence, unbacked } = answer;
  const lines = [
    // Whoever pastes the answer must not lose the warning.
    unbacked === undefined
      ? undefined
      : `${l10n.t('Not backed by any observation')}: ${unbackedWords(unbacked)}`,
    value === undefined ? undefined : [valueWords(value), unit].filter(Boolean).join(' '),
    text.trim(),
    uncertainty === undefined ? undefined : l10n.t('Uncertainty: {0}', uncertainty),
    evidence.length === 0 ? undefined : l10n.t('Evidence:'),
    ...evidence.map((piece) => {
      const where = piece.image ?? (piece.frame && frameWords(piece.frame));
      return where === undefined ? `- ${piece.text}` : `- ${piece.text} (${where})`;
    }),
  ];
  return lines.filter((line) => line !== undefined && line !== '').join('\n');
}

/** What a paper or a notebook needs to name the run: figures with their hashes, question, answer, model, run, day. */
export function citation({ started }: PanelExchange, answer: PanelAnswer): string {
  const figures = started.figures.map(({ name, sha256, page }) => {
    const pageWords = page === undefined ? '' : l10n.t(', page {0}', page);
    return sha256 === undefined
      ? `${name}${pageWords}`
      : `${name}${pageWords} (sha256 ${sha256.slice(0, 16)}…)`;
  });
  const value =
    answer.value === undefined
      ? undefined
      : [valueWords(answer.value), answer.unit].filter(Boolean).join(' ');
  const result =
    value === undefined
      ? ''
      : ` → ${value}${answer.uncertainty === undefined ? '' : ` (${answer.uncertainty})`}`;
  const day = started.time.slice(0, 10);
  return l10n.t(
    '“{0}”{1}. {2}. Figscope, model {3}, run {4}, {5}.',
    started.question.trim(),
    result,
    figures.join('; '),
    started.model.label,
    started.run,
    day,
  );
}
