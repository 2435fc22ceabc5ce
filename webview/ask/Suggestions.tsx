import * as l10n from '@vscode/l10n';
import type { JSX, RefObject } from 'preact';
import type { PanelState } from '../../src/panel/protocol.ts';
import { usePage } from '../host/page.ts';
import type { TextElement } from '../ui/controls.tsx';

interface SuggestionsProps {
  readonly state: PanelState;
  readonly field: RefObject<TextElement | null>;
}

/** Questions to start from; choosing one puts it into the box, where it can be changed. */
export function Suggestions({ state, field }: SuggestionsProps): JSX.Element | null {
  const { draft } = usePage();
  if (state.suggestions.length === 0) return null;
  return (
    <ul class="suggestions" aria-label={l10n.t('Suggested questions')}>
      {state.suggestions.map((text) => (
        <li key={text}>
          <button
            type="button"
            class="chip"
            onClick={() => {
              draft.change({ ...draft.store.value, question: text });
              field.current?.focus();
            }}
          >
            {text}
          </button>
        </li>
      ))}
    </ul>
  );
}
