import { styleText } from 'node:util';
import { printable } from './printable.ts';

type Style = Parameters<typeof styleText>[0];

/** Writes to a terminal or a pipe; colours only where a person reads them. */
export interface Terminal {
  /** Applies a style, or nothing when the stream is not a terminal or NO_COLOR is set. */
  style(style: Style, text: string): string;
  /** Width of a line; undefined where nobody reads lines of a fixed width (a pipe, a file). */
  readonly columns: number | undefined;
  write(text: string): void;
  line(text?: string): void;
}

/** A terminal over a stream. `FORCE_COLOR` turns colours on, `NO_COLOR` off. */
export function terminalOn(stream: NodeJS.WriteStream): Terminal {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  const coloured = NO_COLOR ? false : FORCE_COLOR ? true : stream.isTTY;
  return {
    columns: stream.isTTY ? Math.max(stream.columns || 80, 40) : undefined,
    style: (style, text) => (coloured ? forceStyle(style, text) : text),
    write: (text) => void stream.write(printable(text, coloured)),
    line: (text = '') => void stream.write(`${printable(text, coloured)}\n`),
  };
}

// Newer Node checks stdout by itself; the decision has been taken above, for the right stream.
function forceStyle(style: Style, text: string): string {
  const options: { validateStream: boolean } = { validateStream: false };
  return (styleText as (style: Style, text: string, options: object) => string)(
    style,
    text,
    options,
  );
}

/** One status line on stderr: redrawn on a terminal, one line per status otherwise. */
export class Progress {
  #last = '';

  constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {}

  status(text: string): void {
    if (text === this.#last) return;
    this.#last = text;
    const shown = printable(text, false);
    this.stream.write(this.stream.isTTY ? `\r\x1b[2K${shown}` : `${shown}\n`);
  }

  /** Removes the status line, so that other output does not share it. */
  clear(): void {
    if (this.#last && this.stream.isTTY) this.stream.write('\r\x1b[2K');
    this.#last = '';
  }
}
