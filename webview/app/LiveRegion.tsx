import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { usePage } from '../host/page.ts';
import type { Session } from '../host/session.ts';
import { useSelected } from '../host/store.ts';
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
    if (last?.answer) {
      const { value, unit, text: words, answered } = last.answer;
      const short =
        value === undefined ? words : [valueWords(value), unit].filter(Boolean).join(' ');
      said.set(answered ? l10n.t('Answer: {0}', short) : l10n.t('Not answered: {0}', words));
    } else if (last?.failed) said.set(last.failed.message);
  }, [last?.answer, last?.failed]);
  return (
    <div class="sr-only" role="status" aria-live="polite">
      {text}
    </div>
  );
}
