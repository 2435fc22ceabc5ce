/**
 * Questions to start with. What kind of figure it is shows only once Python has looked at it, so there is one for each kind. They
 * are in English in every display language: the built-in analyst reads no other.
 */
export function suggestionsFor(figures: number): string[] {
  if (figures === 0) return [];
  return [
    'What does this figure show?',
    'How many objects are there?',
    'How long is the scale bar?',
    'What do the axes show?',
    'Which bar is the highest?',
  ];
}
