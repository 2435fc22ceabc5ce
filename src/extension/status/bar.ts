import {
  Disposable,
  l10n,
  MarkdownString,
  StatusBarAlignment,
  window,
  type StatusBarItem,
} from 'vscode';
import type { Models, Sessions } from '../contracts.ts';
import { CHOOSE_MODEL, LOCAL } from '../models/ids.ts';

/** The status bar's line: which model answers, where it runs, and whether it is at work. */
export class StatusBar implements Disposable {
  readonly #item: StatusBarItem;
  readonly #listening: Disposable;

  constructor(
    private readonly models: Models,
    private readonly sessions: Pick<Sessions, 'current' | 'onDidChange'>,
  ) {
    this.#item = window.createStatusBarItem('figscope.model', StatusBarAlignment.Right, 90);
    this.#item.name = l10n.t('Figscope Model');
    this.#item.command = CHOOSE_MODEL;
    this.#listening = Disposable.from(
      models.onDidChange(() => this.#update()),
      sessions.onDidChange(() => this.#update()),
    );
    this.#update();
    this.#item.show();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#item.dispose();
  }

  #update(): void {
    const { id, label, where, detail } = this.models.current;
    const { phase, activity } = this.sessions.current;
    const busy = phase !== 'idle';
    const work = busy ? activity || l10n.t('Working') : '';
    // A model of this machine may load and read for a minute: how far it is shows without a pointer on it.
    const beside = busy && id.startsWith(LOCAL) ? work : where;
    const line = l10n.t('{0} · {1}', plain(label), plain(beside));
    this.#item.text = `${busy ? '$(loading~spin)' : '$(graph)'} ${line}`;
    const tooltip = new MarkdownString();
    const paragraphs = [
      work,
      l10n.t('Figscope answers with {0}, which runs here: {1}.', label, where),
      detail ?? '',
      l10n.t('Click to choose another model.'),
    ].filter((part) => part !== '');
    for (const part of paragraphs) tooltip.appendText(part).appendMarkdown('\n\n');
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = {
      role: 'button',
      label: busy
        ? l10n.t('Figscope, model {0}, {1}, at work: {2}', label, where, work)
        : l10n.t('Figscope, model {0}, {1}', label, where),
    };
  }
}

/** Names of models come from other extensions; `$(…)` in them would become icons. */
function plain(text: string): string {
  return text.replaceAll('$(', '$ (');
}
