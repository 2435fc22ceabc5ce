import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { PanelState } from '../../src/panel/protocol.ts';
import type { Mode } from '../../src/reasoning/events.ts';
import { usePage } from '../host/page.ts';
import { Dropdown } from '../ui/controls.tsx';
import { modeWords } from '../words/words.ts';

const MODES: readonly Mode[] = ['auto', 'reasoning', 'images'];

/** Which model answers, and whether it works on the image. */
export function Pickers({ state }: { readonly state: PanelState }): JSX.Element {
  const { host, attempt } = usePage();
  const { models, model, mode, phase } = state;
  const busy = phase !== 'idle';
  return (
    <div class="pickers">
      <Dropdown
        label={l10n.t('Model')}
        value={model}
        disabled={busy}
        options={models.map(({ id, label, where, detail }) => ({
          value: id,
          text: l10n.t('{0} ({1})', label, where),
          title: detail,
        }))}
        onChange={(id) => attempt(host.request('setModel', { model: id }))}
      />
      <Dropdown
        label={l10n.t('Mode')}
        value={mode}
        disabled={busy}
        options={MODES.map((one) => ({ value: one, text: modeWords(one) }))}
        onChange={(chosen) => {
          const found = MODES.find((one) => one === chosen);
          if (found) attempt(host.request('setMode', { mode: found }));
        }}
      />
    </div>
  );
}
