import { l10n, ThemeColor, ThemeIcon } from 'vscode';
import type { RunSummary } from '../contracts.ts';

type State = RunSummary['state'];

/** The state of a run as an icon. */
export function stateIcon(state: State): ThemeIcon {
  switch (state) {
    case 'running':
      return new ThemeIcon('loading~spin');
    case 'answered':
      return new ThemeIcon('pass', new ThemeColor('testing.iconPassed'));
    case 'notAnswered':
      return new ThemeIcon('question');
    case 'failed':
      return new ThemeIcon('error', new ThemeColor('testing.iconFailed'));
    case 'interrupted':
      return new ThemeIcon('debug-pause');
  }
}

/** The state of a run in words, for those who do not see the icon. */
export function stateWords(state: State): string {
  switch (state) {
    case 'running':
      return l10n.t('at work');
    case 'answered':
      return l10n.t('answered');
    case 'notAnswered':
      return l10n.t('not answered');
    case 'failed':
      return l10n.t('failed');
    case 'interrupted':
      return l10n.t('interrupted');
  }
}
