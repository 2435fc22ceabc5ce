import { l10n, MarkdownString, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { RunSummary } from '../contracts.ts';
import type { Day } from './days.ts';
import { HISTORY_COMMAND } from './ids.ts';
import { knownLanguage } from './language.ts';
import { stateIcon, stateWords } from './runStates.ts';

/** A day in the tree: the newest is open. */
export function dayItem(day: Day, open: boolean): TreeItem {
  const item = new TreeItem(
    day.label,
    open ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
  );
  item.id = `day:${day.id}`;
  item.contextValue = 'day';
  return item;
}

/** A run in the tree; a click opens it. */
export function runItem(run: RunSummary, language: string): TreeItem {
  const { id, question, figures, outcome, state } = run;
  const item = new TreeItem(question, TreeItemCollapsibleState.None);
  item.id = `run:${id}`;
  item.description = [figures.join(', '), outcome].filter((part) => part !== '').join(' — ');
  item.iconPath = stateIcon(state);
  item.tooltip = tooltip(run, language);
  item.accessibilityInformation = {
    label: [question, stateWords(state), figures.join(', '), outcome]
      .filter((part) => part !== '')
      .join(', '),
  };
  item.contextValue = state === 'running' ? 'runningRun' : 'run';
  item.command = {
    command: HISTORY_COMMAND.openRun,
    title: l10n.t('Open Run'),
    arguments: [id],
  };
  return item;
}

/** Questions and answers are others' text: nothing of them is read as Markdown. */
function tooltip(run: RunSummary, language: string): MarkdownString {
  const { question, figures, outcome, state, model, created } = run;
  const text = new MarkdownString();
  const paragraph = (part: string) => text.appendText(part).appendMarkdown('\n\n');
  paragraph(question);
  if (outcome !== '') paragraph(outcome);
  text.appendMarkdown('---\n\n');
  if (figures.length > 0) paragraph(l10n.t('Figures: {0}', figures.join(', ')));
  paragraph(l10n.t('State: {0}', stateWords(state)));
  paragraph(l10n.t('Model: {0}', model));
  paragraph(l10n.t('Asked: {0}', time(created, language)));
  return text;
}

function time(date: Date, language: string): string {
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return date.toLocaleString(knownLanguage(language), options);
}
