import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { unbackedWords, type PanelAnswer } from '../answer/answerText.ts';
import { effectWords } from '../gain/effects.ts';
import { usePage } from '../host/page.ts';
import type { PanelExchange, Session } from '../host/session.ts';
import { useSelected } from '../host/store.ts';
import { splitNotices } from '../run/splitNotices.ts';
import { valueWords } from '../words/words.ts';

/** Speaks what the run does, and its answer; never the stream of thoughts. */
export function LiveRegion({ session }: { readonly session: Session }): JSX.Element {
  const { said } = usePage();
  const { state, exchanges } = session;
  const text = useSelected(said, (value) => value);
  const last = exchanges.at(-1);
  useEffect(() => {
    if (state.activity !== '') said.set(state.activity);
  }, [state.activity]);
  useEffect(() => {
    if (last?.answer) said.set(answerWords(last.answer));
    else if (last?.failed) said.set(last.failed.message);
  }, [last?.answer, last?.failed]);
  // What an opened run has already is no news: its answer is what is said of it.
  const after = last && wordsAfter(last);
  const heard = useRef(after);
  useEffect(() => {
    if (after !== undefined && after !== heard.current) said.set(after);
    heard.current = after;
  }, [after]);
  return (
    <div class="sr-only" role="status" aria-live="polite">
      {text}
    </div>
  );
}

function answerWords({ value, unit, text, answered, unbacked }: PanelAnswer): string {
  if (!answered) return l10n.t('Not answered: {0}', text);
  const short = value === undefined ? text : [valueWords(value), unit].filter(Boolean).join(' ');
  const words = l10n.t('Answer: {0}', short);
  if (unbacked === undefined) return words;
  return `${l10n.t('Not backed by any observation')}: ${unbackedWords(unbacked)} ${words}`;
}

/** What came after the answer: the result of a check, or why there is none. */
function wordsAfter(exchange: PanelExchange): string | undefined {
  const { gainCheck } = exchange;
  const notice = splitNotices(exchange).later.at(-1);
  if (notice && (!gainCheck || notice.time > gainCheck.time)) return notice.text;
  return gainCheck && `${effectWords(gainCheck.effect)}. ${gainCheck.text}`;
}
