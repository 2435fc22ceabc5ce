import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { usePage } from '../host/page.ts';
import type { PanelExchange } from '../host/session.ts';
import { IconButton, Tag } from '../ui/controls.tsx';
import { copyText } from '../ui/copy.ts';
import { memo } from '../ui/memo.ts';
import { totalUsage } from '../../src/runs/usage.ts';
import { usageWords } from '../words/usage.ts';
import { duration, imagesWords, modeWords, turnsWords } from '../words/words.ts';
import { answerText, citation, type PanelAnswer } from './answerText.ts';
import { EvidenceList } from './EvidenceList.tsx';
import { Prose } from './Prose.tsx';
import { Quantity } from './Quantity.tsx';
import { Unbacked } from './Unbacked.tsx';

interface AnswerCardProps {
  readonly exchange: PanelExchange;
  readonly answer: PanelAnswer;
  /** May the question be asked once more? */
  readonly canRetry: boolean;
}

/** The answer: what speaks against it, its value, then the words, then what it rests on. */
export const AnswerCard = memo(function AnswerCard({
  exchange,
  answer,
  canRetry,
}: AnswerCardProps): JSX.Element {
  const page = usePage();
  const { text, answered, value, unit, uncertainty, evidence, unbacked, turn } = answer;
  const title = `answer-${turn}-title`;
  const doubtful = !answered || unbacked !== undefined;
  return (
    <section
      class={`answer ${doubtful ? 'open' : ''} ${exchange.answerOutdated ? 'outdated' : ''}`}
      aria-labelledby={title}
    >
      <div class="answer-head">
        <h3 id={title}>
          {answered ? l10n.t('Answer') : l10n.t('Not answered')}
          {exchange.answerOutdated && <Tag>{l10n.t('out of date')}</Tag>}
        </h3>
        <div class="answer-tools">
          {canRetry && (
            <IconButton
              icon="retry"
              label={l10n.t('Ask once more')}
              onClick={() => page.attempt(page.host.request('retry', undefined))}
            />
          )}
          <IconButton
            icon="copy"
            label={l10n.t('Copy the answer')}
            onClick={() => copyText(page, answerText(answer))}
          />
          <IconButton
            icon="cite"
            label={l10n.t('Copy a citation')}
            onClick={() => copyText(page, citation(exchange, answer))}
          />
        </div>
      </div>
      {exchange.answerOutdated && (
        <p class="hint">
          {l10n.t(
            'A cell was changed after this answer was given. Ask again to have it answered anew.',
          )}
        </p>
      )}
      {unbacked !== undefined && <Unbacked reason={unbacked} />}
      {value !== undefined && <Quantity value={value} unit={unit} uncertainty={uncertainty} />}
      <Prose text={text} />
      {value === undefined && uncertainty !== undefined && (
        <p class="uncertainty">{l10n.t('Uncertainty: {0}', uncertainty)}</p>
      )}
      <EvidenceList evidence={evidence} turn={turn} />
      <RunFacts exchange={exchange} />
    </section>
  );
});

/** Who answered, in how many steps, how long it took, and how many tokens. */
export function RunFacts({ exchange }: { readonly exchange: PanelExchange }): JSX.Element {
  const { started, turns, durationMs } = exchange;
  const images = turns.reduce((sum, turn) => sum + (turn.observation?.images.length ?? 0), 0);
  const facts = [
    started.model.label,
    modeWords(started.mode),
    turnsWords(turns.length),
    imagesWords(images),
    duration(durationMs),
    usageWords(totalUsage(exchange)),
  ].filter((fact) => fact !== '');
  return (
    <p class="run-facts">
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  );
}
