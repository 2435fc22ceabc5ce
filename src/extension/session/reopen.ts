import { l10n, Uri, workspace } from 'vscode';
import type { PanelEvent, PanelRun } from '../../panel/protocol.ts';
import type { Mode } from '../../reasoning/events.ts';
import type { RunStore } from '../../runs/runStore.ts';
import type { StoredEvent } from '../../runs/storedEvents.ts';
import { timeline } from '../../runs/timeline.ts';
import { words } from '../words.ts';
import { readKept, type KeptSource, type TableFigure } from './table.ts';

type Recorded = Extract<StoredEvent, { type: 'started' }>['figures'][number];

export interface Reopened {
  readonly run: Omit<PanelRun, 'canContinue' | 'canCheckGain'>;
  readonly events: readonly PanelEvent[];
  /** Figures as recorded, with the file where it is still the one that was asked about. */
  readonly figures: readonly { readonly recorded: Recorded; readonly on?: TableFigure }[];
  readonly mode?: Mode;
}

/**
 * Reads a run of the history.
 * @param kept where its figures came from, when that is still known
 * @throws RunStoreError
 */
export async function reopen(
  store: RunStore,
  run: string,
  kept: readonly KeptSource[],
): Promise<Reopened> {
  const { header, events, problems } = await store.readStored(run);
  const started = events.findLast((event) => event.type === 'started');
  const figures = await Promise.all(
    (started?.figures ?? []).map((figure) => readRecorded(figure, kept)),
  );
  const gone = figures.flatMap(({ why }) => (why === undefined ? [] : [why]));
  return {
    run: {
      id: run,
      created: header.created,
      state: hasEnd(events) ? 'kept' : 'interrupted',
      problems,
      ...(gone.length > 0 && { whyNot: gone.join(' ') }),
    },
    events,
    figures,
    ...(started && { mode: started.mode }),
  };
}

/** Did the last question of a record come to an end? */
function hasEnd(events: readonly StoredEvent[]): boolean {
  const last = timeline(events).at(-1);
  return last?.answer !== undefined || last?.failed !== undefined;
}

async function readRecorded(
  recorded: Recorded,
  kept: readonly KeptSource[],
): Promise<{ recorded: Recorded; on?: TableFigure; why?: string }> {
  const { id, name, path, page = 1, sha256 } = recorded;
  if (path === undefined)
    return { recorded, why: l10n.t('{0} was not kept, so this run cannot go on.', name) };
  try {
    const source = kept.find((one) => one.path === path) ?? fileSource(path, name);
    const on = await readKept({ ...source, page }, id);
    if (sha256 === undefined || on.sha256 === sha256) return { recorded, on };
    return {
      recorded,
      why: l10n.t('{0} has changed since this run; ask a new question about it.', name),
    };
  } catch (error) {
    return { recorded, why: l10n.t('This run cannot go on: {0}', words(error)) };
  }
}

function fileSource(path: string, name: string): KeptSource {
  const uri = Uri.file(path);
  // A figure without a file of its own is named after where it came from.
  const origin = workspace.getWorkspaceFolder(uri) ? workspace.asRelativePath(uri) : name;
  return { path, name, origin, page: 1, from: { uri: uri.toString() } };
}
