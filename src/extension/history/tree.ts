import {
  Disposable,
  env,
  EventEmitter,
  type Event,
  type TreeDataProvider,
  type TreeItem,
} from 'vscode';
import type { History, RunSummary, Sessions } from '../contracts.ts';
import { days, type Day } from './days.ts';
import { dayItem, runItem } from './items.ts';

/** Runs record several events in a second; a tree that is rebuilt each time flickers. */
const PAUSE_MS = 300;
/** VS Code asks for the children of a day right after the days; a change in between leaves it with none. */
const QUIET_MS = 400;

export type HistoryNode =
  | { readonly kind: 'day'; readonly day: Day; readonly newest: boolean }
  | { readonly kind: 'run'; readonly run: RunSummary };

/** The view of past runs, by day. */
export class RunTree implements TreeDataProvider<HistoryNode>, Disposable {
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData: Event<undefined> = this.#changed.event;
  readonly #listening: Disposable;
  #later: NodeJS.Timeout | undefined;
  #asked = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly history: History,
    sessions: Pick<Sessions, 'onDidChange' | 'current'>,
  ) {
    let wasBusy = false;
    this.#listening = Disposable.from(
      history.onDidChange(() => this.refreshLater()),
      sessions.onDidChange(() => {
        const busy = sessions.current.phase !== 'idle';
        if (busy !== wasBusy) this.refreshLater();
        wasBusy = busy;
      }),
    );
  }

  /** Reads the history again, now. */
  refresh(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#changed.fire(undefined);
  }

  /** Reads it again soon, once for many changes. */
  refreshLater(): void {
    this.#later ??= setTimeout(() => this.#refreshWhenQuiet(), PAUSE_MS);
  }

  #refreshWhenQuiet(): void {
    const wait = this.#asked + QUIET_MS - performance.now();
    if (wait <= 0) this.refresh();
    else this.#later = setTimeout(() => this.#refreshWhenQuiet(), wait);
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    this.#asked = performance.now();
    if (node?.kind === 'run') return [];
    if (node) return node.day.runs.map((run) => ({ kind: 'run', run }));
    const all = days(await this.history.list(), new Date(), env.language);
    return all.map((day, index) => ({ kind: 'day', day, newest: index === 0 }));
  }

  getTreeItem(node: HistoryNode): TreeItem {
    return node.kind === 'day' ? dayItem(node.day, node.newest) : runItem(node.run, env.language);
  }

  dispose(): void {
    clearTimeout(this.#later);
    this.#listening.dispose();
    this.#changed.dispose();
  }
}
