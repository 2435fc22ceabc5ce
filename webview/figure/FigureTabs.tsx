import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { PanelFigure } from '../../src/panel/protocol.ts';

interface FigureTabsProps {
  readonly figures: readonly PanelFigure[];
  readonly active: string;
  readonly onChoose: (figure: string) => void;
}

/** Which of several figures is seen. */
export function FigureTabs({ figures, active, onChoose }: FigureTabsProps): JSX.Element {
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = figures.findIndex(({ id }) => id === active);
    const next = figures[(at + step + figures.length) % figures.length];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    const list = event.currentTarget as HTMLElement;
    requestAnimationFrame(() => list.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  };
  return (
    <div class="tab-list" role="tablist" aria-label={l10n.t('Figures')} onKeyDown={onKeyDown}>
      {figures.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          role="tab"
          aria-selected={id === active}
          tabIndex={id === active ? 0 : -1}
          title={`${id}: ${name}`}
          onClick={() => onChoose(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
