import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PanelAnswer } from '../answer/answerText.ts';
import { usePage } from '../host/page.ts';
import type { PanelExchange } from '../host/session.ts';
import { Button } from '../ui/controls.tsx';
import { memo } from '../ui/memo.ts';
import { GainResult } from './GainResult.tsx';
import { useFocusKept } from './useFocusKept.ts';

interface GainCheckProps {
  readonly exchange: PanelExchange;
  readonly answer: PanelAnswer;
  /** How many notices came after the answer: one says why a check came to no result. */
  readonly noticed: number;
  /** May the question be asked once more without the images? */
  readonly canCheck: boolean;
  /** Is nothing at work? */
  readonly idle: boolean;
}

/** Whether the images of the cells made a difference to an answer: the button that has it checked, and what came of it. */
export const GainCheck = memo(function GainCheck(props: GainCheckProps): JSX.Element | null {
  const { exchange, answer, noticed, canCheck, idle } = props;
  const { host, attempt } = usePage();
  const { gainCheck } = exchange;
  const [asked, setAsked] = useState(false);
  const element = useRef<HTMLElement>(null);
  useFocusKept(element, canCheck);
  // Its end: a result, a notice that there is none, or that nothing is at work any more.
  useEffect(() => setAsked(false), [gainCheck, noticed]);
  useEffect(() => {
    if (idle) setAsked(false);
  }, [idle]);

  const check = (): void => {
    // Instead of a disabled button, which would lose the focus.
    if (asked) return;
    setAsked(true);
    attempt(
      host.request('checkGain', undefined).catch((error: unknown) => {
        setAsked(false);
        throw error;
      }),
    );
  };
  const running = asked && !idle;
  if (!gainCheck && !canCheck && !running) return null;
  const title = l10n.t(
    'Asks the question once more with the images of the cells withheld, and compares the answers.',
  );
  return (
    <section
      class={`gain-check ${gainCheck || running || noticed > 0 ? 'told' : ''}`}
      ref={element}
      tabIndex={-1}
      aria-label={l10n.t('What the images added')}
    >
      {gainCheck && <GainResult answer={answer} check={gainCheck} />}
      {running && (
        <p class="quiet">{l10n.t('The question is asked once more without the images.')}</p>
      )}
      {canCheck && !gainCheck && (
        <Button icon="compare" title={title} onClick={check}>
          {l10n.t('Check what the images added')}
        </Button>
      )}
      {canCheck && gainCheck && (
        <button type="button" class="link" title={title} onClick={check}>
          {l10n.t('Check again')}
        </button>
      )}
    </section>
  );
});
