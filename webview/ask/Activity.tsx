import type { JSX } from 'preact';
import type { PanelState } from '../../src/panel/protocol.ts';
import { ProgressRing } from '../ui/controls.tsx';

/** What the run is doing now. Screen readers hear it from the page's live region. */
export function Activity({ state }: { readonly state: PanelState }): JSX.Element | null {
  if (state.phase === 'idle') return null;
  return (
    <p class="activity">
      <ProgressRing />
      <span>{state.activity}</span>
    </p>
  );
}
