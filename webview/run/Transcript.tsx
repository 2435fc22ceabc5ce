import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { Session } from '../host/session.ts';
import { Button } from '../ui/controls.tsx';
import { ExchangeView } from './ExchangeView.tsx';
import { RunNotes } from './RunNotes.tsx';
import type { TurnContext } from './turnContext.ts';
import { useFollow } from './useFollow.ts';

/** All questions of the run with their turns and answers. */
export function Transcript({ session }: { readonly session: Session }): JSX.Element {
  const { state, exchanges } = session;
  const element = useRef<HTMLElement>(null);
  // A run that was interrupted is taken up at its end, where it can go on.
  const open = state.phase !== 'idle' || state.run?.state === 'interrupted';
  const { behind, toEnd } = useFollow(element, open, exchanges.length);
  const context = useTurnContext(session);
  return (
    <main class="transcript" ref={element} tabIndex={-1} aria-label={l10n.t('Run')}>
      <div class="transcript-content">
        {exchanges.length === 0 && state.phase === 'idle' && (
          <p class="invitation">
            {l10n.t(
              'Every thought, every line of code and every image on the way to the answer will appear here.',
            )}
          </p>
        )}
        <RunNotes state={state} />
        {exchanges.map((exchange, at) => {
          const last = at === exchanges.length - 1;
          return (
            <ExchangeView
              key={`${state.session} ${at}`}
              exchange={exchange}
              number={at + 1}
              last={last}
              phase={last ? state.phase : 'idle'}
              interrupted={state.run?.state === 'interrupted'}
              canCheckGain={last && context.canRun && state.run?.canCheckGain === true}
              context={context}
            />
          );
        })}
      </div>
      {behind && (
        <div class="to-end">
          <Button icon="chevronDown" onClick={toEnd}>
            {l10n.t('To the end')}
          </Button>
        </div>
      )}
    </main>
  );
}

function useTurnContext({ state }: Session): TurnContext {
  const { trusted, phase, run } = state;
  const canRun = trusted && phase === 'idle' && run?.canContinue !== false;
  const whyNot = canRun
    ? ''
    : !trusted
      ? l10n.t('Nothing runs in a restricted workspace.')
      : phase !== 'idle'
        ? l10n.t('Wait until the run is done, or stop it.')
        : (run?.whyNot ?? '');
  return useMemo(() => ({ canRun, whyNot }), [canRun, whyNot]);
}
