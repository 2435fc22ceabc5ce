import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { PanelAnswer } from '../answer/answerText.ts';
import { Prose } from '../answer/Prose.tsx';
import { Quantity } from '../answer/Quantity.tsx';
import { Icon } from '../ui/icons.tsx';
import { effectWords, type GainChecked } from './effects.ts';
import { Withheld } from './Withheld.tsx';

/** What a check found: the effect, both answers side by side, and which images were withheld. */
export function GainResult({
  answer,
  check,
}: {
  readonly answer: PanelAnswer;
  readonly check: GainChecked;
}): JSX.Element {
  const { effect, text, without, withheld } = check;
  return (
    <>
      <h4 class={`effect ${effect}`}>
        <Icon name={effect} />
        {effectWords(effect)}
      </h4>
      <p>{text}</p>
      <div class="sides">
        <Side title={l10n.t('With the images')} answer={answer} brief={effect !== 'unclear'} />
        <Side title={l10n.t('Without the images')} answer={without} brief={false} />
      </div>
      <Withheld images={withheld} />
    </>
  );
}

interface SideProps {
  readonly title: string;
  readonly answer: GainChecked['without'];
  /** Is the value enough? The words stand above. */
  readonly brief: boolean;
}

function Side({ title, answer, brief }: SideProps): JSX.Element {
  const { text, answered, value, unit } = answer;
  return (
    <div class="side">
      <h5>{answered ? title : l10n.t('{0}: not answered', title)}</h5>
      {value !== undefined && <Quantity value={value} unit={unit} />}
      {(!brief || value === undefined) && <Prose text={text} />}
    </div>
  );
}
