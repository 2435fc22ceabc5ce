import { canonical, knownWords, objectNoun } from './lexicon.ts';

/** Shorter words have too many neighbours that mean something else ("cars" and "bars"). */
const SHORTEST = 6;

const candidates = [...knownWords()].filter((word) => word.length >= SHORTEST - 1);

/**
 * The known word that the typed one misspells by one letter: one letter added, left out or replaced, or two
 * neighbours swapped. The first letter must agree, and the reading must be the only one. Words of five letters are
 * corrected for swapped and doubled letters only, and a letter is replaced only in words of seven and more: short
 * words have neighbours that are words ("sports" and "spores").
 */
export function correct(typed: string): string | undefined {
  if (typed.length < 4) return undefined;
  const found = candidates.filter((word) => word[0] === typed[0] && isSlip(typed, word));
  const meanings = new Set(found.map((word) => canonical(word) ?? objectNoun(word) ?? word));
  return meanings.size === 1 ? found[0] : undefined;
}

function isSlip(typed: string, word: string): boolean {
  if (isSwap(typed, word) || isDoubling(typed, word) || isDoubling(word, typed)) return true;
  const shortest = typed.length === word.length ? SHORTEST + 1 : SHORTEST;
  return word.length >= shortest && isOneEdit(typed, word);
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = firstDifference(a, b);
  return (
    at < a.length - 1 &&
    a[at] === b[at + 1] &&
    a[at + 1] === b[at] &&
    a.slice(at + 2) === b.slice(at + 2)
  );
}

/** `longer` has one letter twice that `shorter` has once. */
function isDoubling(longer: string, shorter: string): boolean {
  if (longer.length !== shorter.length + 1) return false;
  const at = firstDifference(longer, shorter);
  return longer[at] === longer[at - 1] && longer.slice(at + 1) === shorter.slice(at);
}

function isOneEdit(a: string, b: string): boolean {
  const at = firstDifference(a, b);
  if (a.length === b.length) return a.slice(at + 1) === b.slice(at + 1);
  if (a.length === b.length + 1) return a.slice(at + 1) === b.slice(at);
  if (b.length === a.length + 1) return a.slice(at) === b.slice(at + 1);
  return false;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return at;
}
