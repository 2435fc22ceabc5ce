import { l10n } from 'vscode';

/** Questions to start with. What kind of figure it is shows only once Python has looked at it, so there is one for each kind. */
export function suggestionsFor(figures: number): string[] {
  if (figures === 0) return [];
  return [
    l10n.t('What does this figure show?'),
    l10n.t('How many objects are there?'),
    l10n.t('How long is the scale bar?'),
    l10n.t('What do the axes show?'),
    l10n.t('Which bar is the highest?'),
  ];
}
