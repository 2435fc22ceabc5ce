import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
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

const NAMES = ['x1', 'y1', 'x2', 'y2'] as const;

/** The region as four numbers in source pixels, and what the drawing keys are. */
export function RegionFields({
  box,
  size,
  onBox,
  onRemove,
  onDone,
}: RegionFieldsProps): JSX.Element {
  const [typed, setTyped] = useState<readonly string[]>(texts(box));
  useEffect(() => setTyped(texts(box)), [box?.join()]);
  const commit = (): void => {
    const numbers = typed.map((text) => Number(text.trim()));
    const [x1, y1, x2, y2] = numbers;
    const whole = typed.every((text) => text.trim() !== '') && numbers.every(Number.isFinite);
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
              value={typed[index] ?? ''}
              onInput={(text) =>
                setTyped((old) => old.map((was, at) => (at === index ? text : was)))
              }
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
