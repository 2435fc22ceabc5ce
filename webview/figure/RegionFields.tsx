import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Box } from '../../src/figures/frame.ts';
import { Button, TextField } from '../ui/controls.tsx';
import { fitBox, type Size } from './geometry.ts';

interface RegionFieldsProps {
  readonly box: Box | undefined;
  readonly size: Size;
  readonly onBox: (box: Box) => void;
  readonly onRemove: () => void;
  readonly onDone: () => void;
}

/** Four texts, and the box over which they were typed. */
interface Typed {
  readonly over: string;
  readonly texts: readonly string[];
}

const NAMES = ['x1', 'y1', 'x2', 'y2'] as const;

/** The region as four numbers in source pixels, and what the drawing keys are. */
export function RegionFields({
  box,
  size,
  onBox,
  onRemove,
  onDone,
}: RegionFieldsProps): JSX.Element {
  // What is typed holds for the box that it was typed over: a box that was moved meanwhile shows its own numbers.
  const [typed, setTyped] = useState<Typed>({ over: '', texts: [] });
  const key = box?.join() ?? '';
  const latest = useRef<Typed>(typed);
  latest.current = typed.over === key ? typed : { over: key, texts: texts(box) };
  const type = (at: number, text: string): void => {
    const { texts: old } = latest.current;
    latest.current = { over: key, texts: old.map((was, index) => (index === at ? text : was)) };
    setTyped(latest.current);
  };
  const commit = (): void => {
    const entered = latest.current.texts;
    const numbers = entered.map((text) => Number(text.trim()));
    const [x1, y1, x2, y2] = numbers;
    const whole = entered.every((text) => text.trim() !== '') && numbers.every(Number.isFinite);
    if (whole && x1 !== undefined && y1 !== undefined && x2 !== undefined && y2 !== undefined)
      onBox(fitBox([x1, y1, x2, y2], size));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape') onDone();
  };
  return (
    <div class="region-fields" role="group" aria-label={l10n.t('Region in source pixels')}>
      <p class="hint">
        {l10n.t('Drag on the figure, or use the arrow keys; with Shift they resize.')}
      </p>
      <div class="region-row numbers" onFocusOut={commit}>
        {NAMES.map((name, index) => (
          <label key={name} class="field">
            <span aria-hidden="true">{name}</span>
            <TextField
              label={name}
              value={latest.current.texts[index] ?? ''}
              onInput={(text) => type(index, text)}
              onKeyDown={onKeyDown}
            />
          </label>
        ))}
      </div>
      <div class="region-row">
        <Button disabled={!box} onClick={onRemove}>
          {l10n.t('Remove')}
        </Button>
        <Button onClick={onDone}>{l10n.t('Done')}</Button>
      </div>
    </div>
  );
}

function texts(box: Box | undefined): readonly string[] {
  return box ? box.map(String) : ['', '', '', ''];
}
