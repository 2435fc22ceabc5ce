import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { usePage } from '../host/page.ts';
import type { Session } from '../host/session.ts';
import { useSelected } from '../host/store.ts';
import { Button, TextArea, type TextElement } from '../ui/controls.tsx';
import { Activity } from './Activity.tsx';
import { Pickers } from './Pickers.tsx';
import { RegionChip } from './RegionChip.tsx';
import { Suggestions } from './Suggestions.tsx';

/** Where a question is asked: the first of a run, and the ones that follow. */
export function QuestionBox({ session }: { readonly session: Session }): JSX.Element {
  const { host, draft, attempt } = usePage();
  const { state, exchanges } = session;
  const { question, region } = useSelected(draft.store, (value) => value);
  const field = useRef<TextElement>(null);
  const [asking, setAsking] = useState(false);
  const busy = state.phase !== 'idle';
  const whyNot = obstacle(session);

  const focusWanted = useSelected(draft.focusWanted, (value) => value);
  useEffect(() => {
    if (!focusWanted) return;
    draft.focusWanted.set(false);
    field.current?.focus();
  }, [focusWanted, draft]);

  const ask = (): void => {
    // Not as drawn last: Enter may come before what was typed is drawn.
    const { question: typed, region: drawn } = draft.store.value;
    const text = typed.trim();
    if (busy || asking || whyNot !== undefined || text === '') return;
    setAsking(true);
    draft.flush();
    const request = host.request(
      'ask',
      drawn ? { question: text, region: drawn } : { question: text },
    );
    attempt(
      request
        // Only now, and only what was asked: a question that could not be asked or was begun since is not lost.
        .then(() => {
          if (draft.store.value.question.trim() === text) draft.change({ question: '' });
        })
        .finally(() => setAsking(false)),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    ask();
  };
  const followUp = exchanges.length > 0;

  return (
    <section class="ask" aria-label={l10n.t('Question')}>
      <Activity state={state} />
      {!followUp && question === '' && !busy && <Suggestions state={state} field={field} />}
      {region && <RegionChip region={region} figures={state.figures} />}
      <TextArea
        class="question-field"
        label={followUp ? l10n.t('Follow-up question') : l10n.t('Question')}
        placeholder={followUp ? l10n.t('Ask a follow-up question') : l10n.t('Ask about the figure')}
        rows={2}
        value={question}
        field={field}
        onInput={(text) => draft.change({ ...draft.store.value, question: text })}
        onKeyDown={onKeyDown}
      />
      <div class="ask-row">
        <Pickers state={state} />
        {busy ? (
          <Button
            appearance="primary"
            icon="stop"
            disabled={state.phase === 'stopping'}
            onClick={() => attempt(host.request('stop', undefined))}
          >
            {l10n.t('Stop')}
          </Button>
        ) : (
          <Button
            appearance="primary"
            disabled={asking || whyNot !== undefined || question.trim() === ''}
            title={whyNot ?? l10n.t('Enter asks, Shift+Enter starts a new line')}
            onClick={ask}
          >
            {l10n.t('Ask')}
          </Button>
        )}
      </div>
      {whyNot !== undefined && !busy && <p class="hint">{whyNot}</p>}
    </section>
  );
}

/** Why nothing can be asked now, in words; undefined when something can. */
function obstacle({ state }: Session): string | undefined {
  if (!state.trusted) return l10n.t('Nothing runs in a restricted workspace.');
  if (state.figures.length === 0) return l10n.t('Choose a figure first.');
  if (state.run?.canContinue === false) return state.run.whyNot;
  return undefined;
}
