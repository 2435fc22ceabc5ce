import { l10n } from 'vscode';

/** Questions to start with. What kind of figure it is shows only once Python has looked at it, so they fit most. */
export function suggestionsFor(figures: number): string[] {
  if (figures === 0) return [];
  return [
    l10n.t('What does this figure show?'),
    l10n.t('How many objects are there?'),
    l10n.t('Read the axes: what do they show, from where to where?'),
    l10n.t('How long is the scale bar, and how large is a pixel?'),
    l10n.t('Which bar is the highest, and what is its value?'),
  ];
}
