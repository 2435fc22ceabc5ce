import { captionFrom } from './namedImage.ts';
import { blankedBetween } from './sourceText.ts';

/** Braces that are open longer than this are a mistake. */
const MAX_GROUP = 20_000;

/** The text without comments and without what is typeset as it stands; offsets stay. */
export function withoutComments(text: string): string {
  // A backslash takes the next character with it: \% is a percent sign, and \\% a comment after a line's end.
  const code = text.replace(/\\[^]|%.*$/gm, (match) =>
    match.startsWith('%') ? ' '.repeat(match.length) : match,
  );
  return blankedBetween(
    code,
    /\\begin\{((?:verbatim|lstlisting|minted|comment)\*?)\}/g,
    ([, name = '']) => `\\end{${name}}`,
  );
}

/** What stands in the braces that open at this offset, and where they end. */
export function group(text: string, open: number): { text: string; end: number } | undefined {
  if (text[open] !== '{') return undefined;
  let depth = 0;
  const last = Math.min(text.length, open + MAX_GROUP);
  for (let at = open; at < last; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return { text: text.slice(open + 1, at), end: at + 1 };
    }
  }
  return undefined;
}

/** LaTeX as plain words; formulas stay as they are written. */
export function plainLatex(latex: string): string | undefined {
  return captionFrom(
    latex
      .replace(/\\(?:label|footnote|vspace|hspace|index)\*?\{[^{}]*\}/g, ' ')
      .replace(/\\(?:text\w+|emph|mathrm|SI|si)\{([^{}]*)\}/g, '$1')
      .replace(/\\(?:protect|centering|small|footnotesize|bf|it|em|noindent)\b ?/g, '')
      .replace(/\\\\(?:\[[^\]]*\])?|(?<!\\)~|\\[,;: ]/g, ' ')
      .replace(/\\([%&#$_{}])/g, '$1'),
  );
}
