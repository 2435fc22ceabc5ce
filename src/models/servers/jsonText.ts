/** A text that is no JSON. The message says what is wrong and where. */
export class JsonTextError extends Error {
  override readonly name = 'JsonTextError';
  constructor(
    /** What is wrong, without the place: 'a comma is missing before this'. */
    readonly what: string,
    readonly line: number,
    /** From 1, in UTF-16 units, as editors count. */
    readonly column: number,
  ) {
    super(`line ${line}, column ${column}: ${what}`);
  }
}

/** Reads JSON. A byte order mark is passed over. @throws JsonTextError, with line and column on every version of Node */
export function parseJsonText(text: string): unknown {
  const plain = text.replace(/^\ufeff/u, '');
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch (cause) {
    throw new Search(plain).error(cause);
  }
  // What checks the value goes down into it by recursion.
  if (isDeep(value)) throw new Search(plain).error('this is nested too deeply');
  return value;
}

/** Are there values in values beyond DEPTH? Looks one level after the other, so that depth costs no stack. */
function isDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= DEPTH; depth += 1) {
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}

/** Thrown inside the search alone. */
class Found extends Error {
  readonly at: number;
  constructor(what: string, at: number) {
    super(what);
    this.at = at;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const WORD = /[\p{L}\p{N}_$+-][\p{L}\p{N}_$.+-]*/uy;
/** A string up to its closing quote, or to where it stops being one. */
// eslint-disable-next-line no-control-regex -- what JSON does not allow in a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/uy;
const SPACE = /[ \t\r\n]*/uy;
/** Deeper than any file of ours; keeps a hostile one from using up the stack. */
const DEPTH = 200;

/** Finds the first place where a text stops being JSON. Runs only when `JSON.parse` has refused: its messages name no place in some versions of Node. */
class Search {
  #at = 0;
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }

  error(cause: unknown): JsonTextError {
    try {
      this.#value(0);
      this.#space();
      if (this.#at < this.#text.length) throw new Found('the JSON ends before this', this.#at);
    } catch (error) {
      if (error instanceof Found) return this.#placed(error.message, error.at);
      throw error;
    }
    // The two disagree about the text: say what JSON.parse said.
    return this.#placed(cause instanceof Error ? cause.message : String(cause), 0);
  }

  #placed(what: string, at: number): JsonTextError {
    const before = this.#text.slice(0, at).split('\n');
    return new JsonTextError(what, before.length, (before.at(-1)?.length ?? 0) + 1);
  }

  #value(depth: number): void {
    if (depth > DEPTH) throw new Found('this is nested too deeply', this.#at);
    this.#space();
    const char = this.#text[this.#at];
    if (char === '{') this.#list('}', 'field', () => this.#field(depth + 1));
    else if (char === '[') this.#list(']', 'value', () => this.#value(depth + 1));
    else if (char === '"') this.#string();
    else this.#scalar(char);
  }

  #list(close: string, item: string, read: () => void): void {
    const opened = this.#at;
    this.#at += 1;
    this.#space();
    if (this.#take(close)) return;
    for (;;) {
      read();
      this.#space();
      if (this.#take(close)) return;
      const comma = this.#at;
      if (this.#at >= this.#text.length)
        throw new Found(`this is never closed with a ${close}`, opened);
      if (!this.#take(',')) throw new Found(`a comma or a ${close} is missing before this`, comma);
      this.#space();
      if (this.#text[this.#at] === close)
        throw new Found(`the comma after the last ${item} must go`, comma);
    }
  }

  #field(depth: number): void {
    if (this.#text[this.#at] !== '"') {
      if (this.#at >= this.#text.length) throw new Found('the text ends here', this.#at);
      this.#noComment();
      throw new Found('the name of a field stands in double quotes', this.#at);
    }
    this.#string();
    this.#space();
    if (!this.#take(':')) throw new Found('a colon is missing before this', this.#at);
    this.#value(depth);
  }

  #string(): void {
    const opened = this.#at;
    this.#skip(STRING);
    if (this.#take('"')) return;
    if (this.#text[this.#at] === '\\')
      throw new Found(
        'a backslash in a text is written twice (\\\\); in paths / works everywhere',
        this.#at,
      );
    throw new Found('this text is never closed with a "', opened);
  }

  #scalar(char: string | undefined): void {
    const start = this.#at;
    if (char === undefined) throw new Found('the text ends here', start);
    this.#noComment();
    if (char === "'") throw new Found('texts stand in double quotes, not in single ones', start);
    for (const word of ['true', 'false', 'null'])
      if (this.#text.startsWith(word, start)) {
        this.#at += word.length;
        return;
      }
    if (this.#skip(NUMBER) > 0) return;
    const length = this.#skip(WORD);
    const word = this.#text.slice(start, start + Math.min(length, 40));
    throw new Found(
      length > 0 ? `${word} is no JSON; texts stand in double quotes` : 'a value is missing here',
      start,
    );
  }

  #noComment(): void {
    const two = this.#text.slice(this.#at, this.#at + 2);
    if (two === '//' || two === '/*' || two.startsWith('#'))
      throw new Found('JSON has no comments; take this one out', this.#at);
  }

  #space(): void {
    this.#skip(SPACE);
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  /** Moves on by what the (sticky) pattern matches; gives the length. */
  #skip(pattern: RegExp): number {
    pattern.lastIndex = this.#at;
    const length = pattern.exec(this.#text)?.[0].length ?? 0;
    this.#at += length;
    return length;
  }
}
