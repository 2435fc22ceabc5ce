import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PanelEvent } from '../../src/panel/protocol.ts';
import { usePage } from '../host/page.ts';
import { useSelected } from '../host/store.ts';
import { Button, IconButton } from '../ui/controls.tsx';
import { Fold } from '../ui/Fold.tsx';
import { Notes } from '../ui/Notes.tsx';
import { copyText } from '../ui/copy.ts';
import { CodeEditor } from './CodeEditor.tsx';
import { CodeView } from './CodeView.tsx';
import type { TurnContext } from './turnContext.ts';

interface CellProps {
  readonly turn: number;
  /** The cell as it ran. */
  readonly event: Extract<PanelEvent, { type: 'code' }>;
  /** Tells the folds of an original and its re-runs apart. */
  readonly name: string;
  readonly context: TurnContext;
}

const MAC = navigator.userAgent.includes('Mac');

/** The code of a turn: read, copied, or edited and run again. */
export function Cell({ turn, event, name, context }: CellProps): JSX.Element {
  const { code, original, repairs } = event;
  const page = usePage();
  const { kept, host, attempt } = page;
  const edit = useSelected(kept.store, ({ edits }) => edits[name]);
  const [sending, setSending] = useState(false);
  const setEdit = (text: string | undefined): void => {
    const { [name]: _old, ...others } = kept.value.edits;
    kept.change({ edits: text === undefined ? others : { ...others, [name]: text } });
  };
  const run = (text: string): void => {
    if (!context.canRun || sending) return;
    setSending(true);
    attempt(
      host
        .request('rerun', { turn, code: text })
        .then(() => setEdit(undefined))
        .finally(() => setSending(false)),
    );
  };
  const why = context.canRun ? undefined : context.whyNot;
  const keys = MAC ? '⌘⏎' : 'Ctrl+Enter';

  if (edit !== undefined)
    return (
      <div class="cell editing">
        <CodeEditor
          code={edit}
          label={l10n.t('Code of turn {0}', turn)}
          onChange={setEdit}
          onRun={() => run(kept.value.edits[name] ?? edit)}
          onCancel={() => setEdit(undefined)}
        />
        <div class="cell-actions">
          <Button
            appearance="primary"
            icon="run"
            disabled={!context.canRun || sending}
            title={why ?? keys}
            onClick={() => run(edit)}
          >
            {l10n.t('Run again')}
          </Button>
          <Button onClick={() => setEdit(undefined)}>{l10n.t('Cancel')}</Button>
          {why !== undefined && <p class="hint">{why}</p>}
        </div>
      </div>
    );
  return (
    <div class="cell">
      <div class="cell-tools" role="toolbar" aria-label={l10n.t('Code of turn {0}', turn)}>
        <IconButton
          icon="edit"
          label={l10n.t('Edit and run again')}
          onClick={() => setEdit(code)}
        />
        <IconButton
          icon="copy"
          label={l10n.t('Copy the code')}
          onClick={() => copyText(page, code)}
        />
        <IconButton
          icon="openTab"
          label={l10n.t('Open in an editor')}
          onClick={() => attempt(host.request('openCode', { code }))}
        />
      </div>
      <CodeView code={code} name={name} />
      <Notes notes={repairs} />
      {original !== undefined && original !== code && (
        <Fold name={`${name}-original`} open={false} summary={l10n.t('As the model wrote it')}>
          <CodeView code={original} name={`${name}-original`} />
        </Fold>
      )}
    </div>
  );
}
