/** What the cell printed, cut to its limit once more: the process cannot be trusted to keep it. */
export class PrintedText {
  readonly #limit: number;
  readonly #text = { stdout: '', stderr: '' };
  readonly #dropped = { stdout: 0, stderr: 0 };

  constructor(limit: number) {
    this.#limit = limit;
  }

  add({
    stream,
    text,
    dropped,
  }: {
    stream: 'stdout' | 'stderr';
    text: string;
    dropped: number;
  }): void {
    const room = Math.max(0, this.#limit - this.#text[stream].length);
    this.#text[stream] += text.slice(0, room);
    this.#dropped[stream] += dropped + Math.max(0, text.length - room);
  }

  text(): { stdout: string; stderr: string } {
    return { ...this.#text };
  }

  notes(): string[] {
    return (['stdout', 'stderr'] as const)
      .filter((stream) => this.#dropped[stream] > 0)
      .map(
        (stream) =>
          `${stream} was cut: ${this.#dropped[stream]} bytes beyond the limit of ${this.#limit} were left out.`,
      );
  }
}
