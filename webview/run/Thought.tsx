import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { Fold } from '../ui/Fold.tsx';

/** Longer thoughts are folded when the next turn begins. */
const LONG_CHARACTERS = 600;

interface ThoughtProps {
  readonly name: string;
  readonly text: string;
  /** Is the run still at this turn? */
  readonly current: boolean;
}

/** What the model thought before it acted. */
export function Thought({ name, text, current }: ThoughtProps): JSX.Element | null {
  const thought = text.trim();
  if (thought === '') return null;
  const long = thought.length > LONG_CHARACTERS;
  return (
    <Fold
      name={`${name}-thought`}
      class="thought"
      open={current || !long}
      summary={l10n.t('Thought')}
      preview={firstLine(thought)}
    >
      <p>{thought}</p>
    </Fold>
  );
}

function firstLine(thought: string): string {
  const line = thought.split('\n', 1)[0] ?? '';
  return line.length > 90 ? `${line.slice(0, 88)}…` : line;
}
