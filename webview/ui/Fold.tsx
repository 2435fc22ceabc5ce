import type { ComponentChildren, JSX } from 'preact';
import { usePage } from '../host/page.ts';
import { useSelected } from '../host/store.ts';

interface FoldProps {
  /** Names the fold among all of the session. */
  readonly name: string;
  /** Open as long as the reader has not said otherwise. */
  readonly open: boolean;
  readonly summary: ComponentChildren;
  /** A glance at what is inside, while it is folded. */
  readonly preview?: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A part that can be folded away; what the reader folded stays folded while the run goes on, and after a reload. */
export function Fold({
  name,
  open,
  summary,
  preview,
  class: className,
  children,
}: FoldProps): JSX.Element {
  const { kept } = usePage();
  const chosen = useSelected(kept.store, ({ folds }) => folds[name]);
  const isOpen = chosen ?? open;
  const toggle = (event: Event): void => {
    const now = (event.currentTarget as HTMLDetailsElement).open;
    if (now !== isOpen) kept.change({ folds: { ...kept.value.folds, [name]: now } });
  };
  return (
    <details class={`fold ${className ?? ''}`} open={isOpen} onToggle={toggle}>
      <summary>
        {summary}
        {!isOpen && preview !== undefined && <span class="quiet"> {preview}</span>}
      </summary>
      {isOpen && children}
    </details>
  );
}
