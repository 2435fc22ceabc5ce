/** Scripts whose characters take two columns of a terminal, and emoji. */
const WIDE =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60]|\p{Emoji_Presentation}/u;
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) width += ZERO.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/**
 * Breaks lines between words, or inside a word that is wider than a line. Lines keep their own indent.
 * @param columns width of a line; undefined leaves the text as it is (a pipe has no width)
 */
export function wrap(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  return text
    .split('\n')
    .map((line) => wrapLine(line, Math.max(columns, 20)))
    .join('\n');
}

function wrapLine(line: string, columns: number): string {
  if (displayWidth(line) <= columns) return line;
  const own = /^\s*/u.exec(line)?.[0] ?? '';
  const indent = own.length > columns / 2 ? '' : own;
  const stream = new WrapStream(columns - indent.length);
  const wrapped = stream.push(line.slice(own.length)) + stream.end();
  return indent + wrapped.replaceAll('\n', `\n${indent}`);
}

/** Wraps text that arrives in pieces, as a model streams it. A word is held back until it is whole. */
export class WrapStream {
  #column = 0;
  #space = '';
  #word = '';

  constructor(private readonly columns: number | undefined) {}

  /** What can be written now. */
  push(text: string): string {
    if (this.columns === undefined) return text;
    let ready = '';
    for (const char of text) {
      if (char === '\n') {
        ready += `${this.#flush()}\n`;
        this.#space = '';
        this.#column = 0;
      } else if (char === ' ') {
        ready += this.#flush();
        this.#space += char;
      } else this.#word += char;
    }
    return ready;
  }

  /** The last word. */
  end(): string {
    return this.#flush();
  }

  #flush(): string {
    if (this.#word === '') return '';
    const columns = this.columns ?? Infinity;
    const width = displayWidth(this.#word);
    const fits = this.#column + this.#space.length + width <= columns;
    let ready = fits ? this.#space : this.#column > 0 ? '\n' : '';
    this.#column = fits ? this.#column + this.#space.length : 0;
    for (const char of this.#word) {
      const wide = displayWidth(char);
      if (this.#column + wide > columns) {
        ready += '\n';
        this.#column = 0;
      }
      ready += char;
      this.#column += wide;
    }
    this.#space = '';
    this.#word = '';
    return ready;
  }
}
