/** Case, accents and punctuation do not matter when a name in a question is compared with print in a figure. */
export function labelTokens(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}µ%]+(?:\.\p{N}+)?/gu) ?? []
  );
}

/** A label found in a text: which one, and where. */
export interface LabelMatch {
  readonly label: string;
  /** Index of the first and the last token in the text. */
  readonly first: number;
  readonly last: number;
}

/**
 * Finds which of the labels a text names, in the order of the text. Longer labels go before shorter ones; no word
 * is used twice. A slip of one letter is forgiven in words of five letters and more, when no label fits exactly.
 */
export function findLabels(text: string, labels: readonly string[]): LabelMatch[] {
  const tokens = labelTokens(text);
  const known = [...new Set(labels)]
    .map((label) => ({ label, tokens: labelTokens(label) }))
    .filter((entry) => entry.tokens.length > 0)
    .sort((a, b) => b.tokens.join('').length - a.tokens.join('').length);
  const used = tokens.map(() => false);
  const matches: LabelMatch[] = [];
  for (const same of [isSame, isSlip]) {
    for (const entry of known) {
      if (matches.some((match) => match.label === entry.label)) continue;
      const first = placeOf(entry.tokens, tokens, used, same);
      if (first === undefined) continue;
      const last = first + entry.tokens.length - 1;
      used.fill(true, first, last + 1);
      matches.push({ label: entry.label, first, last });
    }
  }
  return matches.sort((a, b) => a.first - b.first);
}

function placeOf(
  label: readonly string[],
  tokens: readonly string[],
  used: readonly boolean[],
  same: (a: string, b: string) => boolean,
): number | undefined {
  for (let start = 0; start + label.length <= tokens.length; start += 1) {
    const fits = label.every((word, place) => {
      const token = tokens[start + place];
      return token !== undefined && used[start + place] === false && same(word, token);
    });
    if (fits) return start;
  }
  return undefined;
}

function isSame(a: string, b: string): boolean {
  return a === b;
}

/** One letter added, left out or replaced, in words long enough for that to be a slip. */
export function isSlip(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}

/** True when two words share their stem ("population" and "Populations", "sold" and "sold"). */
export function sameStem(a: string, b: string): boolean {
  if (a === b || isSlip(a, b)) return true;
  const stem = Math.max(4, Math.min(a.length, b.length) - 2);
  return a.length >= 4 && b.length >= 4 && a.slice(0, stem) === b.slice(0, stem);
}
