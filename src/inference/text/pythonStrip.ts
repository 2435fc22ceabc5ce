export type StripSide = 'left' | 'right' | 'both';

/** `str.isspace` of Python: other than JavaScript's `\s` with U+001C to U+001F and U+0085, without U+FEFF. */
const SPACE = new Set(
  '\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
);

/** Python's `str.strip` and its kin: removes the characters of a set, white space where none is given, from the ends. */
export function pythonStrip(text: string, side: StripSide, characters?: string): string {
  const set = characters === undefined ? SPACE : new Set(characters);
  const list = side === 'right' ? [] : [...text];
  let start = 0;
  for (const character of list) {
    if (!set.has(character)) break;
    start += character.length;
  }
  let end = text.length;
  while (side !== 'left' && end > start) {
    const character = lastCharacter(text, end);
    if (!set.has(character)) break;
    end -= character.length;
  }
  return text.slice(start, end);
}

function lastCharacter(text: string, end: number): string {
  const code = text.codePointAt(end - 2);
  return code !== undefined && code > 0xffff ? text.slice(end - 2, end) : text.charAt(end - 1);
}
