import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { PanelState } from '../../src/panel/protocol.ts';
import { Notes } from '../ui/Notes.tsx';
import { moment } from '../words/language.ts';

/** What is to be known of the run as a whole: that it is of the history, and what was wrong with its record. */
export function RunNotes({ state }: { readonly state: PanelState }): JSX.Element | null {
  const { run } = state;
  if (!run) return null;
  const told = run.state !== 'live' || run.problems.length > 0 || !run.canContinue;
  if (!told) return null;
  return (
    <div class="run-notes">
      {run.state !== 'live' && <p class="quiet">{l10n.t('A run of {0}', moment(run.created))}</p>}
      <Notes level="warning" notes={run.problems} />
      {!run.canContinue && run.whyNot !== undefined && <Notes notes={[run.whyNot]} />}
    </div>
  );
}
