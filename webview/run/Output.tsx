import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import * as l10n from '@vscode/l10n';
import { Button } from '../ui/controls.tsx';
import { Fold } from '../ui/Fold.tsx';
import { linesWords } from '../words/words.ts';

/** Longer printed text starts folded. */
const LONG_LINES = 24;
/** Longer text is shown in parts: a browser lays out all of a text at once. */
const PART_LINES = 1000;

/** Text that a cell printed. */
export function Output({
  name,
  label,
  text,
}: {
  readonly name: string;
  readonly label: string;
  readonly text: string;
}): JSX.Element | null {
  const [parts, setParts] = useState(1);
  const shown = text.trimEnd();
  if (shown.trim() === '') return null;
  const lines = shown.split('\n');
  const visible =
    lines.length > parts * PART_LINES ? lines.slice(0, parts * PART_LINES).join('\n') : shown;
  const left = lines.length - parts * PART_LINES;
  return (
    <Fold
      name={name}
      class="output"
      open={lines.length <= LONG_LINES}
      summary={
        <>
          {label}
          {lines.length > 1 && <span class="quiet"> {linesWords(lines.length)}</span>}
        </>
      }
    >
      <pre tabIndex={0}>{visible}</pre>
      {left > 0 && (
        <Button onClick={() => setParts(parts + 1)}>
          {l10n.t('Show more ({0} left)', linesWords(left))}
        </Button>
      )}
    </Fold>
  );
}
