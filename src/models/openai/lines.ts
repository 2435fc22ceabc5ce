/** A server that never ends a line must not eat memory. */
export class LineTooLong extends Error {}

/**
 * Holds back what follows the last line break, so that whole lines are handed on however the text was cut into chunks.
 * A carriage return counts as a line break; that a line feed may follow is left to the reader.
 */
export class LineGate {
  readonly #limit: number;
  #held: string[] = [];
  #length = 0;

  /** @param limit characters of one line at most */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Adds text.
   * @returns the lines that are complete now, with their line breaks
   * @throws LineTooLong
   */
  take(text: string): string {
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
    if (end === 0) {
      this.#hold(text);
      return '';
    }
    const lines = this.#held.join('') + text.slice(0, end);
    this.#held = [];
    this.#length = 0;
    this.#hold(text.slice(end));
    return lines;
  }

  /** What is still held back, at the end of the stream. */
  rest(): string {
    return this.#held.join('');
  }

  #hold(text: string): void {
    if (text === '') return;
    this.#held.push(text);
    this.#length += text.length;
    if (this.#length > this.#limit) throw new LineTooLong();
  }
}
