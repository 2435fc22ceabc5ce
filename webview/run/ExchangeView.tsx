import * as l10n from '@vscode/l10n';
import { Fragment, type JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Phase } from '../../src/panel/protocol.ts';
import { AnswerCard, RunFacts } from '../answer/AnswerCard.tsx';
import { GainCheck } from '../gain/GainCheck.tsx';
import type { PanelExchange } from '../host/session.ts';
import { memo } from '../ui/memo.ts';
import { Notes } from '../ui/Notes.tsx';
import { boxWords } from '../words/words.ts';
import { FailedCard, InterruptedCard } from './EndCards.tsx';
import { splitNotices } from './splitNotices.ts';
import { TurnView } from './TurnView.tsx';
import type { TurnContext } from './turnContext.ts';

interface ExchangeViewProps {
  readonly exchange: PanelExchange;
  readonly number: number;
  readonly last: boolean;
  /** 'idle' for all but the last question. */
  readonly phase: Phase;
  readonly interrupted: boolean;
  /** May it be checked now what the images added to the answer? */
  readonly canCheckGain: boolean;
  readonly context: TurnContext;
}

/** A question and all that followed until the next one. */
export const ExchangeView = memo(function ExchangeView(props: ExchangeViewProps): JSX.Element {
  const { exchange, number, last, phase, interrupted, canCheckGain, context } = props;
  const { started, turns, answer, failed } = exchange;
  const { notices, later } = useMemo(() => splitNotices(exchange), [exchange]);
  const title = `question-${number}`;
  const open = !answer && !failed;
  const first = turns[0]?.number ?? Infinity;
  const running = last && phase !== 'idle' && open;
  return (
    <section class="exchange" aria-labelledby={title}>
      <header class="question">
        <h2 id={title}>{started.question}</h2>
        {started.region && (
          <p class="quiet">
            {l10n.t(
              'About the region {0} of {1}',
              boxWords(started.region),
              started.regionFigure ?? started.figures[0]?.name ?? '',
            )}
          </p>
        )}
      </header>
      <NoticeNotes notices={notices.filter(({ turn }) => turn < first)} />
      {turns.map((turn, at) => (
        <Fragment key={turn.number}>
          <TurnView
            turn={turn}
            current={running && at === turns.length - 1}
            usage={answer?.turn === turn.number ? answer.usage : turn.code?.usage}
            context={context}
          />
          <NoticeNotes notices={notices.filter((notice) => notice.turn === turn.number)} />
        </Fragment>
      ))}
      <NoticeNotes
        notices={notices.filter(
          ({ turn }) => turn >= first && !turns.some(({ number: one }) => one === turn),
        )}
      />
      {answer && (
        <AnswerCard exchange={exchange} answer={answer} canRetry={last && context.canRun} />
      )}
      {answer && (
        <GainCheck
          exchange={exchange}
          answer={answer}
          noticed={later.length}
          canCheck={canCheckGain}
          idle={phase === 'idle'}
        />
      )}
      <NoticeNotes notices={later} />
      {failed && <FailedCard failed={failed} canRetry={last && context.canRun} />}
      {failed && <RunFacts exchange={exchange} />}
      {open && last && phase === 'idle' && interrupted && (
        <InterruptedCard canRetry={context.canRun} />
      )}
      {open && !last && (
        <Notes level="warning" notes={[l10n.t('This question was interrupted.')]} />
      )}
    </section>
  );
});

function NoticeNotes({ notices }: { readonly notices: PanelExchange['notices'] }): JSX.Element {
  return (
    <>
      {notices.map(({ level, text }, index) => (
        <Notes key={index} level={level} notes={[text]} />
      ))}
    </>
  );
}
