import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { PanelEvent } from '../../src/panel/protocol.ts';
import type { Usage } from '../../src/reasoning/model.ts';
import type { Rerun, Turn } from '../../src/runs/timeline.ts';
import { Tag } from '../ui/controls.tsx';
import { memo } from '../ui/memo.ts';
import { Notes } from '../ui/Notes.tsx';
import { usageWords } from '../words/usage.ts';
import { duration } from '../words/words.ts';
import { Cell } from './Cell.tsx';
import { ObservationView } from './ObservationView.tsx';
import { Thought } from './Thought.tsx';
import type { TurnContext } from './turnContext.ts';

interface TurnViewProps {
  readonly turn: Turn<PanelEvent>;
  /** Is the run still at this turn? */
  readonly current: boolean;
  /** Tokens of its reply, where the model told them. */
  readonly usage: Usage | undefined;
  readonly context: TurnContext;
}

/** One turn: the thought, the cell, what it gave back, and the cell as it was changed and run again. */
export const TurnView = memo(function TurnView({
  turn,
  current,
  usage,
  context,
}: TurnViewProps): JSX.Element {
  const { number, thought, retry, code, observation, reruns, outdated } = turn;
  const name = `turn-${number}`;
  const tokens = usageWords(usage);
  return (
    <article
      class={`turn ${outdated ? 'outdated' : ''}`}
      id={name}
      aria-labelledby={`${name}-title`}
    >
      <h3 id={`${name}-title`}>
        <span>{l10n.t('Turn {0}', number)}</span>
        {observation && <span class="quiet">{duration(observation.durationMs)}</span>}
        {outdated && <Tag>{l10n.t('out of date')}</Tag>}
      </h3>
      {outdated && <p class="hint">{l10n.t('An earlier cell was changed after this one ran.')}</p>}
      {retry && <Notes notes={[retry.text]} />}
      <Thought name={name} text={thought} current={current} />
      {code && <Cell turn={number} event={code} name={name} context={context} />}
      {observation && <ObservationView observation={observation} name={name} />}
      {tokens !== '' && <p class="turn-usage">{tokens}</p>}
      {reruns.map((rerun) => (
        <RerunView key={rerun.number} turn={number} rerun={rerun} context={context} />
      ))}
    </article>
  );
});

interface RerunViewProps {
  readonly turn: number;
  readonly rerun: Rerun<PanelEvent>;
  readonly context: TurnContext;
}

/** The cell of a turn as a person changed it. */
function RerunView({ turn, rerun, context }: RerunViewProps): JSX.Element {
  const { number, code, observation, failed } = rerun;
  const name = `turn-${turn}-rerun-${number}`;
  return (
    <section class="rerun" aria-labelledby={`${name}-title`}>
      <h4 id={`${name}-title`}>
        <span>{l10n.t('Changed by you and run again ({0})', number)}</span>
        {observation && <span class="quiet">{duration(observation.durationMs)}</span>}
      </h4>
      <Cell turn={turn} event={code} name={name} context={context} />
      {observation && <ObservationView observation={observation} name={name} />}
      {failed && <Notes level="warning" notes={[failed.message]} />}
    </section>
  );
}
